using System.Diagnostics.Metrics;

namespace Ramais.Access;

/// <summary>What waits for which sink, and how deliveries went; read from the couriers when somebody asks.</summary>
internal static class DecisionMetrics
{
    public static void Register(Meter meter, DecisionOutbox outbox)
    {
        meter.CreateObservableUpDownCounter("ramais.decisions.owed", () => Owed(outbox), "{decision}", "Decisions that a sink has not acknowledged.");
        meter.CreateObservableCounter("ramais.decisions.deliveries", () => Deliveries(outbox), "{attempt}", "Attempts to deliver a decision by sink and result.");
    }

    private static IEnumerable<Measurement<int>> Owed(DecisionOutbox outbox) =>
        outbox.Couriers.Select(c => new Measurement<int>(c.Owed, Label("sink", c.Sink)));

    private static IEnumerable<Measurement<long>> Deliveries(DecisionOutbox outbox) => outbox.Couriers.SelectMany(c => (Measurement<long>[])
    [
        new(c.Delivered, Label("sink", c.Sink), Label("result", "success")),
        new(c.Failed, Label("sink", c.Sink), Label("result", "failure")),
    ]);

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
