using System.Diagnostics.Metrics;
using Ramais.Calls;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Telemetry;

/// <summary>Calls, rings and pacing, read from what is published anyway: the media path counts nothing for it.</summary>
internal static class CallMetrics
{
    public const string CallsByExtension = "ramais.extension.calls";
    public const string LegsOfExtension = "ramais.extension.legs";

    public static void Register(Meter meter, CallRegistry calls)
    {
        meter.CreateObservableUpDownCounter("ramais.calls.active", () => calls.LiveCount, "{call}", "Calls in progress.");
        meter.CreateObservableUpDownCounter("ramais.legs.active", () => Legs(calls), "{leg}", "Legs of calls in progress by role.");
        var (callsBy, legsBy) = (ByExtension(), LegsByExtension());
        meter.CreateObservableUpDownCounter(CallsByExtension, () => callsBy.Of(calls.Live.Select(c => (c.AiNumber, c.State))), "{call}", "Calls in progress by extension and state.");
        meter.CreateObservableUpDownCounter(
            LegsOfExtension, () => legsBy.Of(calls.Live.SelectMany(c => LiveLegs(c).Select(l => (c.AiNumber, c.State, l.Role)))), "{leg}", "Legs of calls in progress by extension, state of the call and role.");
        meter.CreateObservableGauge("ramais.calls.inbox", () => calls.MostWaiting, "{message}", "Messages that wait in the fullest inbox of a call.");
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
        var counts = calls.Live.SelectMany(LiveLegs).CountBy(l => l.Role).ToDictionary();
        return Enum.GetValues<LegRole>().Select(r => new Measurement<int>(counts.GetValueOrDefault(r), Label("role", CallWords.Of(r))));
    }

    private static IEnumerable<LegView> LiveLegs(CallView call) => call.Legs.Where(l => l.EndedAt is null);

    private static SteadyCounts<(string, string)> ByExtension() => new(key => [Label("extension", key.Item1), Label("state", key.Item2)]);

    private static SteadyCounts<(string, string, LegRole)> LegsByExtension() =>
        new(key => [Label("extension", key.Item1), Label("state", key.Item2), Label("role", CallWords.Of(key.Item3))]);

    private static IEnumerable<Measurement<long>> Calls(CallTally tally) =>
        Enum.GetValues<CallOutcome>().Select(o => new Measurement<long>(tally.Of(o), Label("result", CallWords.Of(o))));

    private static IEnumerable<Measurement<long>> Rings(CallTally tally) =>
        Enum.GetValues<RingResult>().Select(r => new Measurement<long>(tally.Of(r), Label("result", CallWords.Of(r))));

    private static IEnumerable<Measurement<long>> Late(PacingStatistics statistics) =>
        [new(statistics.LaterThan10Ms, Label("later_than", "0.01")), new(statistics.LaterThan40Ms, Label("later_than", "0.04"))];

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
