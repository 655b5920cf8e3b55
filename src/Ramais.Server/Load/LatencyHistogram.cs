namespace Ramais.Server.Load;

/// <summary>
/// Counts times in steps of 0.1 ms up to one second. Adding allocates nothing and may happen on several threads at once; reading is for
/// after the last of them.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepUs = 100;
    private const int Steps = 10_000;

    private readonly int[] _counts = new int[Steps + 1]; // the last one holds whatever is longer
    private long _maxUs;

    public void Add(long microseconds)
    {
        var step = (int)Math.Clamp(microseconds / StepUs, 0, Steps);
        Interlocked.Increment(ref _counts[step]);
        for (var max = Volatile.Read(ref _maxUs); microseconds > max;)
        {
            var seen = Interlocked.CompareExchange(ref _maxUs, microseconds, max);
            if (seen == max)
                return;
            max = seen;
        }
    }

    public double MaxMs => Math.Round(Volatile.Read(ref _maxUs) / 1000.0, 1);

    /// <summary>The time that <paramref name="share"/> of all do not exceed, in milliseconds; 0 when there are none.</summary>
    public double PercentileMs(double share)
    {
        var wanted = (long)Math.Ceiling(_counts.Sum(count => (long)count) * share);
        long seen = 0;
        for (var step = 0; step < Steps; step++)
        {
            seen += _counts[step];
            if (seen >= wanted && seen > 0)
                return Math.Min(Math.Round((step + 1) * StepUs / 1000.0, 1), MaxMs);
        }
        return MaxMs;
    }
}
