using Ramais.Voice;

namespace Ramais.Server.Phone;

/// <summary>
/// Something like speech for where no voice is installed, or none is needed: harmonics of a gliding pitch under an envelope of four
/// syllables a second. No words, but the level, the pauses and the spectrum that voice detection looks for.
/// </summary>
internal static class SyntheticSpeech
{
    private const double PitchHz = 120;
    private const double GlideHz = 20;
    private const double SyllablesPerSecond = 4;
    private const double Level = 3500;
    private const int Harmonics = 12;

    public static AudioClip Clip(TimeSpan duration)
    {
        var samples = new short[(int)(duration.TotalSeconds * AudioClip.SampleRate)];
        for (var sample = 0; sample < samples.Length; sample++)
            samples[sample] = (short)At(sample / (double)AudioClip.SampleRate);
        return new(samples);
    }

    /// <summary>The value at an instant, within the range of a sample.</summary>
    public static double At(double seconds)
    {
        var pitch = PitchHz + (GlideHz * Math.Sin(Math.PI * seconds));
        var envelope = Math.Pow(Math.Sin(Math.PI * SyllablesPerSecond * seconds), 2);
        var sum = 0.0;
        for (var harmonic = 1; harmonic <= Harmonics; harmonic++)
            sum += Math.Sin(2 * Math.PI * pitch * harmonic * seconds) / harmonic;
        return Level * envelope * sum;
    }
}
