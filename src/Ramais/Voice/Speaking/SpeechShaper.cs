namespace Ramais.Voice;

/// <summary>Makes synthesized sentences equally loud and equally tight, whatever engine spoke them. Pure.</summary>
internal static class SpeechShaper
{
    /// <summary>The level of a shaped sentence over its whole length, unless its peaks forbid it.</summary>
    public const double TargetDbfs = -20;

    private const double HighestPeak = 0.98 * short.MaxValue;
    private const int BlockSamples = AudioClip.SampleRate / 100;
    private const int MarginSamples = AudioClip.SampleRate / 20;

    // A block 40 dB under the loudest one is the room, not the end of a word.
    private const double SilenceRatio = 0.01;

    /// <summary>
    /// Cuts the silence at both ends to at most 50 ms, then brings the rest to <see cref="TargetDbfs"/> or as near as the peaks allow without clipping.
    /// </summary>
    /// <returns>An empty clip when there is no sound in it.</returns>
    public static AudioClip Shape(AudioClip clip)
    {
        var spoken = Trim(clip.Samples.Span);
        return spoken.IsEmpty ? AudioClip.Empty : new AudioClip(Amplify(spoken, GainFor(spoken)));
    }

    private static ReadOnlySpan<short> Trim(ReadOnlySpan<short> samples)
    {
        var levels = BlockLevels(samples);
        var threshold = levels.DefaultIfEmpty().Max() * SilenceRatio;
        var first = Array.FindIndex(levels, level => level > threshold);
        if (first < 0)
            return [];
        var last = Array.FindLastIndex(levels, level => level > threshold);
        var from = Math.Max(0, (first * BlockSamples) - MarginSamples);
        var to = Math.Min(samples.Length, ((last + 1) * BlockSamples) + MarginSamples);
        return samples[from..to];
    }

    private static double[] BlockLevels(ReadOnlySpan<short> samples)
    {
        var levels = new double[(samples.Length + BlockSamples - 1) / BlockSamples];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = Rms(samples[(i * BlockSamples)..Math.Min((i + 1) * BlockSamples, samples.Length)]);
        return levels;
    }

    private static double GainFor(ReadOnlySpan<short> samples)
    {
        var peak = 0;
        foreach (var sample in samples)
            peak = Math.Max(peak, Math.Abs((int)sample));
        var wanted = short.MaxValue * Math.Pow(10, TargetDbfs / 20) / Rms(samples);
        return Math.Min(wanted, HighestPeak / peak);
    }

    private static double Rms(ReadOnlySpan<short> samples)
    {
        double sum = 0;
        foreach (var sample in samples)
            sum += (double)sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }

    private static short[] Amplify(ReadOnlySpan<short> samples, double gain)
    {
        var louder = new short[samples.Length];
        for (var i = 0; i < samples.Length; i++)
            louder[i] = (short)Math.Round(samples[i] * gain);
        return louder;
    }
}
