namespace Ramais.Voice;

internal static class Tones { public static AudioClip Beep { get; } = new(new short[3200]); }
