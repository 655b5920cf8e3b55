using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    private const int Lanes = AudioClip.FrameSamples / 8;

    /// <summary>Brazilian ringing, busy and dial tone.</summary>
    private static readonly Vector256<float>[] CallProgress = Waves(425);

    private static readonly Vector256<float>[] KeyRows = Waves(697, 770, 852, 941);
    private static readonly Vector256<float>[] KeyColumns = Waves(1209, 1336, 1477, 1633);

    /// <summary>True unless the frame is hiss, a key (DTMF) or a tone of the exchange.</summary>
    public static bool IsVoice(ReadOnlySpan<short> frame)
    {
        Span<float> samples = stackalloc float[AudioClip.FrameSamples];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = frame[i];
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(samples);
        var energy = Vector256.Sum(Product(vectors, vectors));
        return Neighbours(samples) >= LeastCorrelation * energy && !IsTone(vectors, energy);
    }

    private static bool IsTone(ReadOnlySpan<Vector256<float>> frame, float energy) =>
        Loudest(frame, CallProgress) > PureTone * energy
        || Loudest(frame, KeyRows) + Loudest(frame, KeyColumns) > PureTone * energy;

    /// <summary>Sum of the products of each sample with the next.</summary>
    private static float Neighbours(ReadOnlySpan<float> samples)
    {
        var sums = Vector256<float>.Zero;
        var last = samples.Length - Vector256<float>.Count;
        for (var i = 0; i < last; i += Vector256<float>.Count)
            sums += Vector256.Create(samples[i..]) * Vector256.Create(samples[(i + 1)..]);
        var sum = Vector256.Sum(sums);
        for (var i = last; i < samples.Length - 1; i++)
            sum += samples[i] * samples[i + 1];
        return sum;
    }

    // The energies that a sine of each frequency explains, whatever its phase.
    private static float Loudest(ReadOnlySpan<Vector256<float>> frame, Vector256<float>[] waves)
    {
        var most = 0f;
        for (var at = 0; at < waves.Length; at += 2 * Lanes)
        {
            var cosine = Vector256.Sum(Product(frame, waves.AsSpan(at, Lanes)));
            var sine = Vector256.Sum(Product(frame, waves.AsSpan(at + Lanes, Lanes)));
            most = Math.Max(most, (cosine * cosine) + (sine * sine));
        }
        return 2 * most / AudioClip.FrameSamples;
    }

    // Two sums, so that one addition need not wait for the other.
    private static Vector256<float> Product(ReadOnlySpan<Vector256<float>> left, ReadOnlySpan<Vector256<float>> right)
    {
        var (even, odd) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = 0; i + 1 < Lanes; i += 2)
        {
            even = Vector256.MultiplyAddEstimate(left[i], right[i], even);
            odd = Vector256.MultiplyAddEstimate(left[i + 1], right[i + 1], odd);
        }
        return even + odd;
    }

    /// <summary>A frame of each frequency's cosine and then of its sine.</summary>
    private static Vector256<float>[] Waves(params ReadOnlySpan<float> frequencies)
    {
        var waves = new Vector256<float>[2 * frequencies.Length * Lanes];
        var samples = MemoryMarshal.Cast<Vector256<float>, float>(waves.AsSpan());
        for (var i = 0; i < samples.Length; i++)
        {
            var hertz = frequencies[i / (2 * AudioClip.FrameSamples)];
            var phase = 2 * Math.PI * hertz * (i % AudioClip.FrameSamples) / AudioClip.SampleRate;
            samples[i] = (float)(i / AudioClip.FrameSamples % 2 == 0 ? Math.Cos(phase) : Math.Sin(phase));
        }
        return waves;
    }
}
