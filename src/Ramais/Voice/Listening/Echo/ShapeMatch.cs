using System.Runtime.Intrinsics;

namespace Ramais.Voice;

/// <summary>How alike two shapes of sound are.</summary>
internal static class ShapeMatch
{
    /// <summary>Less variation than this in what is compared (3 dB) is a steady noise, alike to every other.</summary>
    private const float LeastVariance = 1f;

    /// <summary>Pearson's correlation over both bands together, each against its own mean: level and timbre do not matter, only how they change.</summary>
    /// <param name="left">Low, high, low, high…; a multiple of 8 values.</param>
    /// <param name="right">As many.</param>
    /// <returns>-1 to 1; 0 when one of them hardly varies.</returns>
    public static float Of(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var (x, y, xx, yy, xy) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var at = 0; at < left.Length; at += Vector256<float>.Count)
        {
            var (a, b) = (Vector256.Create(left[at..]), Vector256.Create(right[at..]));
            x += a;
            y += b;
            xx = Vector256.MultiplyAddEstimate(a, a, xx);
            yy = Vector256.MultiplyAddEstimate(b, b, yy);
            xy = Vector256.MultiplyAddEstimate(a, b, xy);
        }
        var count = left.Length / 2f;
        var (meanX, meanY) = (ByBand(x) / count, ByBand(y) / count);
        var (varianceX, varianceY) = (Vector256.Sum(xx) - Over(meanX, meanX, count), Vector256.Sum(yy) - Over(meanY, meanY, count));
        if (varianceX < LeastVariance * count || varianceY < LeastVariance * count)
            return 0;
        return (Vector256.Sum(xy) - Over(meanX, meanY, count)) / MathF.Sqrt(varianceX * varianceY);
    }

    /// <summary>The sums of the two bands, in the first two lanes.</summary>
    private static Vector128<float> ByBand(Vector256<float> sums)
    {
        var halves = sums.GetLower() + sums.GetUpper();
        return halves + Vector128.Shuffle(halves, Vector128.Create(2, 3, 0, 1));
    }

    private static float Over(Vector128<float> meanX, Vector128<float> meanY, float count) => count * ((meanX[0] * meanY[0]) + (meanX[1] * meanY[1]));
}
