namespace Ramais.Voice;

/// <summary>Whether a loud frame can be a voice at all.</summary>
internal static class FrameCharacter
{
    /// <summary>
    /// Correlation of neighbouring samples: about 0 for hiss (and for "s" and "f"), 0.6 to 0.97 for vowels and nasals.
    /// </summary>
    private const float LeastCorrelation = 0.4f;

    /// <summary>Of the energy of a key or of ringing, this much lies at its frequencies; of a vowel's, far less.</summary>
    private const float PureTone = 0.8f;

    /// <summary>Brazilian ringing, busy and dial tone.</summary>
    private static readonly float[] CallProgress = [425];

    private static readonly float[] KeyRows = [697, 770, 852, 941];
    private static readonly float[] KeyColumns = [1209, 1336, 1477, 1633];

    /// <summary>True unless the frame is hiss, a key (DTMF) or a tone of the exchange.</summary>
    public static bool IsVoice(ReadOnlySpan<short> frame)
    {
        var (energy, neighbours) = Correlate(frame);
        return neighbours >= LeastCorrelation * energy && !IsTone(frame, energy);
    }

    private static bool IsTone(ReadOnlySpan<short> frame, float energy) =>
        Loudest(frame, CallProgress) > PureTone * energy
        || Loudest(frame, KeyRows) + Loudest(frame, KeyColumns) > PureTone * energy;

    private static (float Energy, float Neighbours) Correlate(ReadOnlySpan<short> frame)
    {
        var (energy, neighbours) = ((float)frame[0] * frame[0], 0f);
        for (var i = 1; i < frame.Length; i++)
        {
            energy += (float)frame[i] * frame[i];
            neighbours += (float)frame[i] * frame[i - 1];
        }
        return (energy, neighbours);
    }

    private static float Loudest(ReadOnlySpan<short> frame, float[] frequencies)
    {
        var most = 0f;
        foreach (var hertz in frequencies)
            most = Math.Max(most, EnergyAt(frame, hertz));
        return most;
    }

    // Goertzel's recursion: the part of the frame's energy that a sine of this frequency explains.
    private static float EnergyAt(ReadOnlySpan<short> frame, float hertz)
    {
        var coefficient = 2 * MathF.Cos(2 * MathF.PI * hertz / AudioClip.SampleRate);
        var (last, before) = (0f, 0f);
        foreach (var sample in frame)
            (last, before) = (sample + coefficient * last - before, last);
        return 2 * (last * last + before * before - coefficient * last * before) / frame.Length;
    }
}
