namespace Ramais.Extensions;

/// <summary>Counts reloads and their time. Written by the reload loop alone; any thread reads the last whole count.</summary>
internal sealed class ReloadTally(TimeProvider time)
{
    private volatile ReloadCounts _counts = new(default, default);

    public ReloadCounts Counts => _counts;

    /// <summary>Runs a reload and counts it. A reload that the stop of the server interrupts is none.</summary>
    public async Task<ReloadReport> CountAsync(Func<Task<ReloadReport>> reload)
    {
        var started = time.GetTimestamp();
        var report = await reload();
        var took = time.GetElapsedTime(started);
        _counts = report.Error is null
            ? _counts with { Succeeded = _counts.Succeeded.Plus(took) }
            : _counts with { Failed = _counts.Failed.Plus(took) };
        return report;
    }
}

/// <summary>Reloads since the start.</summary>
internal sealed record ReloadCounts(TimedCount Succeeded, TimedCount Failed);

/// <summary>How often, and how long in all.</summary>
internal readonly record struct TimedCount(long Count, TimeSpan Time)
{
    public TimedCount Plus(TimeSpan once) => new(Count + 1, Time + once);
}
