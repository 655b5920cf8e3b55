using System.Diagnostics.Metrics;

namespace Ramais.Server.Ai;

/// <summary>Counts of what understood the visitors, under the meter "Ramais".</summary>
internal sealed class AiMetrics : IDisposable
{
    private readonly Meter _meter = new("Ramais");
    private readonly Counter<long> _answers;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _duration;

    public AiMetrics()
    {
        _answers = _meter.CreateCounter<long>("ramais.understanding.answers", "{turn}", "Turns of visitors, by what understood them.");
        _failures = _meter.CreateCounter<long>("ramais.understanding.failures", "{turn}", "Turns that a provider failed, by provider and reason.");
        _duration = _meter.CreateHistogram<double>("ramais.understanding.duration", "s", "How long a provider took to answer.");
    }

    /// <param name="provider">A provider's name, or "rules".</param>
    public void Answered(string provider) => _answers.Add(1, Provider(provider));

    public void Answered(string provider, TimeSpan took)
    {
        Answered(provider);
        _duration.Record(took.TotalSeconds, Provider(provider));
    }

    public void Failed(string provider, AiFailure reason) => _failures.Add(1, Provider(provider), new("reason", reason.Label()));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Provider(string name) => new("provider", name);
}
