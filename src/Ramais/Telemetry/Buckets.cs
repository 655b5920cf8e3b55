using System.Diagnostics.Metrics;

namespace Ramais.Telemetry;

/// <summary>Boundaries of histograms, in seconds, close together where a difference is heard.</summary>
internal static class Buckets
{
    /// <summary>From what nobody notices to what a caller takes for a dead line.</summary>
    public static readonly InstrumentAdvice<double> Answer = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10],
    };

    /// <summary>Up to the longest RING_SECONDS.</summary>
    public static readonly InstrumentAdvice<double> Ringing = new() { HistogramBucketBoundaries = [1, 2, 3, 5, 7.5, 10, 15, 20, 25, 30, 45, 60, 90, 120] };
}
