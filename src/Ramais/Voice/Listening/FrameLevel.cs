using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ramais.Voice;

/// <summary>How loud a frame is, to an ear that does not hear rumble.</summary>
internal static class FrameLevel
{
    /// <summary>
    /// Root mean square of the samples, each against the mean of its 2 ms: a high-pass at 230 Hz without memory. A constant disappears, wind
    /// and traffic are 10 dB down and more, and the telephone band (from 300 Hz) is whole to within 1.3 dB.
    /// </summary>
    /// <param name="frame">8 kHz; a multiple of 16 samples.</param>
    /// <returns>0 to 32768.</returns>
    public static float Of(ReadOnlySpan<short> frame)
    {
        var squares = Vector256<float>.Zero;
        var means = 0f;
        foreach (var block in MemoryMarshal.Cast<short, Vector256<short>>(frame))
        {
            var (low, high) = Vector256.Widen(block);
            var (lowSingle, highSingle) = (Vector256.ConvertToSingle(low), Vector256.ConvertToSingle(high));
            squares += lowSingle * lowSingle + highSingle * highSingle;
            var sum = (float)Vector256.Sum(low + high);
            means += sum * sum;
        }
        var energy = Vector256.Sum(squares) - means / Vector256<short>.Count;
        return MathF.Sqrt(Math.Max(0, energy / frame.Length));
    }
}
