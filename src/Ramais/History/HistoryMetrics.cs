using System.Diagnostics.Metrics;

namespace Ramais.History;

/// <summary>How the writing of the history goes; read from the archive when somebody asks.</summary>
internal static class HistoryMetrics
{
    public static void Register(Meter meter, CallArchive archive)
    {
        meter.CreateObservableUpDownCounter("ramais.history.queue", () => archive.Queued, "{call}", "Ended calls that wait to be written.");
        meter.CreateObservableCounter("ramais.history.written", () => archive.Written, "{call}", "Ended calls written to the history.");
        meter.CreateObservableCounter("ramais.history.dropped", () => archive.Dropped, "{call}", "Ended calls that the history lost: its queue was full, or the database refused them.");
        meter.CreateObservableCounter("ramais.history.failures", () => archive.Failures, "{attempt}", "Attempts to write that failed.");
    }
}
