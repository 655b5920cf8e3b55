namespace Ramais.Server.Load;

/// <summary>What a run found. Frames are audio messages; <see cref="ArrivalMeter"/> says when one is late.</summary>
/// <param name="Connected">Legs that connected and heard audio, each time they had to.</param>
/// <param name="Failed">Legs that were refused, or closed before the first audio message, at least once.</param>
/// <param name="TurnedAway">How often that happened to a leg that then tried again; one that finds nobody listening at its first try does not.</param>
/// <param name="EndedByServer">Calls that the server ended during the run; each was placed again.</param>
/// <param name="FramesReceived">Audio messages received.</param>
/// <param name="LateFrames">Of those, the late ones.</param>
/// <param name="DeviationMs">Of the distance between two messages from 20 ms.</param>
/// <param name="FirstFrameMs">From the UUID, which follows the connect at once, to the first audio message.</param>
/// <param name="GeneratorLateMs">How late this side's own messages left.</param>
/// <param name="BlockedSends">Own messages dropped because the server did not read.</param>
/// <param name="DriftPpm">How much faster than this side's the server's playback clock goes, in millionths; over legs of 10 s and more.</param>
/// <param name="Trustworthy">False when this side was itself so late that the other figures prove nothing.</param>
internal sealed record LoadReport(
    int Connected, int Failed, int TurnedAway, int EndedByServer, long FramesReceived, long LateFrames, LoadReport.Spread DeviationMs, LoadReport.Spread FirstFrameMs,
    LoadReport.Spread GeneratorLateMs, long BlockedSends, double DriftPpm, bool Trustworthy)
{
    // Half of what is to be measured: with more, a late frame may be the generator's own.
    private const double MaxGeneratorLateMs = 20;
    private const double MaxGeneratorLateP99Ms = 5;

    public static LoadReport Of(LoadStatistics statistics, int connected, int failed)
    {
        var generator = Spread.Of(statistics.GeneratorLate);
        return new(
            connected, failed, statistics.TurnedAway, statistics.EndedByServer, statistics.Frames, statistics.Late, Spread.Of(statistics.Deviation), Spread.Of(statistics.FirstFrame),
            generator, statistics.BlockedSends, statistics.DriftPpm, generator is { Max: <= MaxGeneratorLateMs, P99: <= MaxGeneratorLateP99Ms });
    }

    /// <summary>Milliseconds.</summary>
    internal sealed record Spread(double P50, double P99, double Max)
    {
        public static Spread Of(LatencyHistogram times) => new(times.PercentileMs(0.5), times.PercentileMs(0.99), times.MaxMs);
    }
}
