namespace Ramais.Voice;

/// <summary>The last frames heard, so that an utterance can begin before it was noticed.</summary>
internal sealed class SoundHistory(int frames)
{
    private readonly short[] _samples = new short[frames * AudioClip.FrameSamples];

    /// <summary>The newest frame moves in, the oldest is forgotten.</summary>
    public void Add(ReadOnlySpan<short> frame)
    {
        _samples.AsSpan(AudioClip.FrameSamples).CopyTo(_samples);
        frame.CopyTo(_samples.AsSpan(_samples.Length - AudioClip.FrameSamples));
    }

    /// <summary>The newest <paramref name="count"/> frames, oldest first; fewer when it does not hold as many.</summary>
    public ReadOnlySpan<short> Last(int count) => _samples.AsSpan(Math.Max(0, _samples.Length - count * AudioClip.FrameSamples));
}
