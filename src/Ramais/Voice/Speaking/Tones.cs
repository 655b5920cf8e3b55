namespace Ramais.Voice;

/// <summary>Sounds that are computed, not recorded.</summary>
internal static class Tones
{
    private const double BeepHertz = 1000;
    private const double BeepAmplitude = 0.14 * short.MaxValue; // a sine of -20 dBFS RMS, as loud as the sentences around it
    private const int EdgeSamples = 80;

    /// <summary>"After the tone": 400 ms of 1 kHz whose edges rise and fall over 10 ms, so that it does not click.</summary>
    public static AudioClip Beep { get; } = new(Sine(AudioClip.SampleRate * 2 / 5));

    private static short[] Sine(int length)
    {
        var samples = new short[length];
        for (var i = 0; i < length; i++)
        {
            var edge = Math.Min(1.0, Math.Min(i, length - 1 - i) / (double)EdgeSamples);
            var gain = BeepAmplitude * (1 - Math.Cos(Math.PI * edge)) / 2;
            samples[i] = (short)Math.Round(gain * Math.Sin(2 * Math.PI * BeepHertz * i / AudioClip.SampleRate));
        }
        return samples;
    }
}
