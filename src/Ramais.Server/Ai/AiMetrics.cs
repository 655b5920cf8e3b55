using System.Diagnostics.Metrics;
using Ramais.Server.Providers;
using Ramais.Telemetry;

namespace Ramais.Server.Ai;

/// <summary>Counts of what understood the visitors, under the meter "Ramais".</summary>
internal sealed class AiMetrics
{
    private readonly Counter<long> _answers;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _duration;

    public AiMetrics(Meter meter)
    {
        _answers = meter.CreateCounter<long>("ramais.understanding.answers", "{turn}", "Turns of visitors, by what understood them.");
        _failures = meter.CreateCounter<long>("ramais.understanding.failures", "{turn}", "Turns that a provider failed, by provider and reason.");
        _duration = meter.CreateHistogram("ramais.understanding.duration", "s", "How long a provider took to answer.", tags: null, Buckets.Answer);
        meter.CreateObservableGauge("ramais.understanding.paused", Paused.Measure, "{provider}", "1 while a provider is left alone after failures.");
    }

    /// <summary>Who is left alone after failures.</summary>
    public PausedProviders Paused { get; } = new();

    /// <param name="provider">A provider's name, or "rules".</param>
    public void Answered(string provider) => _answers.Add(1, Provider(provider));

    public void Answered(string provider, TimeSpan took)
    {
        Answered(provider);
        _duration.Record(took.TotalSeconds, Provider(provider));
    }

    public void Failed(string provider, ProviderFailure reason) => _failures.Add(1, Provider(provider), new("reason", reason.Label()));

    private static KeyValuePair<string, object?> Provider(string name) => new("provider", name);
}
