using Ramais.Voice;

namespace Ramais.Testing;

/// <summary>Sound that a voice detector takes for speech: a voiced hum with the rhythm of syllables.</summary>
internal static class Speech
{
    private const double Pitch = 130;
    private const double SyllablesPerSecond = 5;
    private const double Amplitude = 4000;

    /// <summary>Speech that the fake recogniser understands as <paramref name="text"/>.</summary>
    public static AudioClip Of(string text, TimeSpan duration) => SoundCode.Stamp(text, Voiced(duration));

    /// <summary>Speech without words.</summary>
    public static short[] Voiced(TimeSpan duration)
    {
        var samples = new short[(int)(duration.TotalSeconds * AudioClip.SampleRate)];
        for (var index = 0; index < samples.Length; index++)
            samples[index] = (short)(Amplitude * Syllable(index) * Hum(index));
        return samples;
    }

    private static double Hum(int index)
    {
        var sum = 0.0;
        for (var harmonic = 1; harmonic <= 20; harmonic++)
            sum += Math.Sin(2 * Math.PI * Pitch * harmonic * index / AudioClip.SampleRate + harmonic) / harmonic;
        return sum / 2;
    }

    private static double Syllable(int index) =>
        0.6 + 0.4 * Math.Sin(2 * Math.PI * SyllablesPerSecond * index / AudioClip.SampleRate);
}
