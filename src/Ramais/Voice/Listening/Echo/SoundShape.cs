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
        var before = frame[0];
        for (var piece = 0; piece < Pieces; piece++)
        {
            var (low, high) = (0f, 0f);
            foreach (var sample in frame.Slice(piece * PieceSamples, PieceSamples))
            {
                var (sum, difference) = ((float)(sample + before), (float)(sample - before));
                low += sum * sum;
                high += difference * difference;
                before = sample;
            }
            shape[2 * piece] = MathF.Log2((low / (4 * PieceSamples)) + Nothing);
            shape[(2 * piece) + 1] = MathF.Log2((high / (4 * PieceSamples)) + Nothing);
        }
    }
}
