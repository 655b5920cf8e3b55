using System.Numerics;
using System.Runtime.InteropServices;

namespace Ramais.Voice;

/// <summary>How loud a frame is.</summary>
internal static class FrameLevel
{
    /// <summary>Root mean square of the samples around their mean (a constant is not heard), 0 to 32768.</summary>
    public static float Of(ReadOnlySpan<short> frame)
    {
        var vectors = MemoryMarshal.Cast<short, Vector<short>>(frame);
        var (sums, squares) = (Vector<int>.Zero, Vector<float>.Zero);
        foreach (var vector in vectors)
        {
            Vector.Widen(vector, out var low, out var high);
            sums += low + high;
            var (lowSingle, highSingle) = (Vector.ConvertToSingle(low), Vector.ConvertToSingle(high));
            squares += lowSingle * lowSingle + highSingle * highSingle;
        }
        var (sum, square) = ((float)Vector.Sum(sums), Vector.Sum(squares));
        foreach (var sample in frame[(vectors.Length * Vector<short>.Count)..])
        {
            sum += sample;
            square += (float)sample * sample;
        }
        var mean = sum / frame.Length;
        return MathF.Sqrt(Math.Max(0, square / frame.Length - mean * mean));
    }
}
