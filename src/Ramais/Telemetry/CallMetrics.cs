using System.Diagnostics.Metrics;
using Ramais.Calls;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Telemetry;

/// <summary>Calls, rings and pacing, read from what is published anyway: the media path counts nothing for it.</summary>
internal static class CallMetrics
{
    public static void Register(Meter meter, CallRegistry calls)
    {
        meter.CreateObservableUpDownCounter("ramais.calls.active", () => calls.LiveCount, "{call}", "Calls in progress.");
        meter.CreateObservableUpDownCounter("ramais.legs.active", () => Legs(calls), "{leg}", "Legs of calls in progress by role.");
        meter.CreateObservableCounter("ramais.calls", () => Calls(calls.Tally), "{call}", "Ended calls by result.");
        meter.CreateObservableCounter("ramais.rings", () => Rings(calls.Tally), "{ring}", "Requests to ring a resident, by what came of them, of ended calls.");
    }

    public static void Register(Meter meter, Func<PacingStatistics> pacing)
    {
        meter.CreateObservableUpDownCounter("ramais.pacing.legs", () => pacing().Entries, "{leg}", "Legs that are being spoken to.");
        meter.CreateObservableCounter("ramais.pacing.ticks", () => pacing().Ticks, "{tick}", "Turns of 20 ms given to legs.");
        meter.CreateObservableCounter("ramais.pacing.late", () => Late(pacing()), "{tick}", "Turns that came later than so many seconds.");
        meter.CreateObservableGauge("ramais.pacing.latest", () => pacing().Longest.TotalSeconds, "s", "How late the latest turn was.");
    }

    private static IEnumerable<Measurement<int>> Legs(CallRegistry calls)
    {
        var counts = calls.Live.SelectMany(c => c.Legs).Where(l => l.EndedAt is null).CountBy(l => l.Role).ToDictionary();
        return Enum.GetValues<LegRole>().Select(r => new Measurement<int>(counts.GetValueOrDefault(r), Label("role", CallWords.Of(r))));
    }

    private static IEnumerable<Measurement<long>> Calls(CallTally tally) =>
        Enum.GetValues<CallOutcome>().Select(o => new Measurement<long>(tally.Of(o), Label("result", CallWords.Of(o))));

    private static IEnumerable<Measurement<long>> Rings(CallTally tally) =>
        Enum.GetValues<RingResult>().Select(r => new Measurement<long>(tally.Of(r), Label("result", CallWords.Of(r))));

    private static IEnumerable<Measurement<long>> Late(PacingStatistics statistics) =>
        [new(statistics.LaterThan10Ms, Label("later_than", "0.01")), new(statistics.LaterThan40Ms, Label("later_than", "0.04"))];

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
