using System.Diagnostics.Metrics;
using Ramais.Extensions;
using Ramais.Listeners;

namespace Ramais.Telemetry;

/// <summary>Extensions, listeners and reloads, read from what their owners publish when somebody asks.</summary>
internal static class ExtensionMetrics
{
    public static void Register(Meter meter, LiveListeners listeners, Reloader reloader, PbxGuard guard, TimeProvider time)
    {
        meter.CreateObservableUpDownCounter("ramais.extensions", () => ByState(listeners), "{extension}", "Extensions by how they stand.");
        meter.CreateObservableUpDownCounter(
            "ramais.extensions.rejected", () => reloader.Snapshot?.Rejected.Length ?? 0, "{row}", "Rows of the source that are not served.");
        meter.CreateObservableUpDownCounter("ramais.connections.active", () => listeners.Connections, "{connection}", "Live connections to the extensions' ports.");
        meter.CreateObservableCounter("ramais.connections.refused", () => guard.Refused, "{connection}", "Connections from hosts outside PBX_ALLOW.");
        meter.CreateObservableCounter("ramais.listeners.reopened", () => listeners.Reopenings, "{listener}", "Listeners that ended unasked and were reopened.");
        meter.CreateObservableCounter("ramais.accept.pauses", () => listeners.AcceptErrors, "{pause}", "Pauses of accepting after a failed accept.");
        meter.CreateObservableCounter("ramais.reloads", () => Reloads(reloader, c => c.Count), "{reload}", "Reloads of the extensions by result.");
        meter.CreateObservableCounter("ramais.reload.duration", () => Reloads(reloader, c => c.Time.TotalSeconds), "s", "Time spent in reloads by result.");
        meter.CreateObservableGauge("ramais.source.age", () => Age(reloader, time), "s", "Time since the extensions were last read from their source.");
    }

    private static IEnumerable<Measurement<int>> ByState(LiveListeners listeners)
    {
        var counts = listeners.Statuses().CountBy(s => s.State).ToDictionary();
        return Enum.GetValues<ExtensionState>().Select(s => new Measurement<int>(counts.GetValueOrDefault(s), Label("status", ExtensionWords.Of(s))));
    }

    private static IEnumerable<Measurement<T>> Reloads<T>(Reloader reloader, Func<TimedCount, T> read) where T : struct
    {
        var counts = reloader.Reloads;
        return [new(read(counts.Succeeded), Label("result", "success")), new(read(counts.Failed), Label("result", "failure"))];
    }

    /// <summary>Nothing before the first load.</summary>
    private static IEnumerable<Measurement<double>> Age(Reloader reloader, TimeProvider time) =>
        reloader.Snapshot is { } snapshot ? [new((time.GetUtcNow() - snapshot.LoadedAt).TotalSeconds, Label("source", snapshot.Source))] : [];

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
