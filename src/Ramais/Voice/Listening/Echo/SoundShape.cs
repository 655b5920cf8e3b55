using System.Runtime.Intrinsics;

namespace Ramais.Voice;

/// <summary>
/// The shape of sound in time: for every 10 ms how strong its low half and its high half are. Survives a loudspeaker, a room and a microphone,
/// which its waveform does not, and takes four numbers a frame.
/// </summary>
internal static class SoundShape
{
    /// <summary>Two pieces of two bands.</summary>
    public const int Values = 4;

    private const int Pieces = 2;
    private const int PieceSamples = AudioClip.FrameSamples / Pieces;

    /// <summary>A band weaker than this (RMS 60) is all the same: it is line noise.</summary>
    private const float Nothing = 60 * 60;

    /// <summary>The shape of one frame: low, high, low, high, in the logarithm of the energy.</summary>
    public static void Of(ReadOnlySpan<short> frame, Span<float> shape)
    {
        Span<float> samples = stackalloc float[AudioClip.FrameSamples + 1];
        samples[0] = frame[0];
        for (var i = 0; i < frame.Length; i++)
            samples[i + 1] = frame[i];
        for (var piece = 0; piece < Pieces; piece++)
        {
            var (sum, product) = Neighbours(samples.Slice(piece * PieceSamples, PieceSamples + 1));
            shape[2 * piece] = MathF.Log2(((sum + product) / (4 * PieceSamples)) + Nothing);
            shape[(2 * piece) + 1] = MathF.Log2((Math.Max(0, sum - product) / (4 * PieceSamples)) + Nothing);
        }
    }

    /// <summary>The strongest band of any piece.</summary>
    public static float Loudest(ReadOnlySpan<float> shape)
    {
        var most = Vector256.Create<float>(shape);
        for (var at = Vector256<float>.Count; at + Vector256<float>.Count <= shape.Length; at += Vector256<float>.Count)
            most = Vector256.Max(most, Vector256.Create<float>(shape[at..]));
        var loudest = most[0];
        for (var lane = 1; lane < Vector256<float>.Count; lane++)
            loudest = Math.Max(loudest, most[lane]);
        return loudest;
    }

    /// <summary>What a shape would be if the sound were weaker: what falls under the line noise has no shape any more.</summary>
    /// <param name="shape">A multiple of eight values.</param>
    /// <param name="change">In the logarithm of the energy; nothing happens when it is not negative.</param>
    public static void Weaken(Span<float> shape, float change)
    {
        if (change >= 0)
            return;
        var (less, least) = (Vector256.Create(change), Vector256.Create(MathF.Log2(Nothing)));
        for (var at = 0; at + Vector256<float>.Count <= shape.Length; at += Vector256<float>.Count)
            Vector256.Max(Vector256.Create<float>(shape[at..]) + less, least).CopyTo(shape[at..]);
    }

    /// <summary>Of neighbours a and b the sums of a² + b² and of 2ab: together the energy of a + b, their difference that of a - b.</summary>
    private static (float Squares, float Product) Neighbours(ReadOnlySpan<float> samples)
    {
        var (squares, products) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = 0; i + 1 < samples.Length; i += Vector256<float>.Count)
        {
            var (before, after) = (Vector256.Create(samples[i..]), Vector256.Create(samples[(i + 1)..]));
            squares += (before * before) + (after * after);
            products += before * after;
        }
        return (Vector256.Sum(squares), 2 * Vector256.Sum(products));
    }
}
