using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Ramais.Server.Providers;
using Ramais.Telemetry;

namespace Ramais.Server.Speech;

/// <summary>How long recognisers and voices take and why they fail, under the meter "Ramais".</summary>
internal sealed class SpeechMetrics
{
    private readonly Histogram<double> _recognition;
    private readonly Counter<long> _recognitionFailures;
    private readonly Counter<long> _inventions;
    private readonly Histogram<double> _synthesis;
    private readonly Counter<long> _synthesisFailures;

    public SpeechMetrics(Meter meter)
    {
        _recognition = meter.CreateHistogram("ramais.recognition.duration", "s", "From the end of speech to its text, by recogniser.", tags: null, Buckets.Answer);
        _recognitionFailures = meter.CreateCounter<long>("ramais.recognition.failures", "{utterance}", "Utterances that a recogniser failed, by recogniser and reason.");
        _inventions = meter.CreateCounter<long>("ramais.recognition.inventions", "{utterance}", "Transcripts thrown away as known inventions, by recogniser.");
        _synthesis = meter.CreateHistogram("ramais.synthesis.duration", "s", "How long a voice took to speak a sentence, by voice.", tags: null, Buckets.Answer);
        _synthesisFailures = meter.CreateCounter<long>("ramais.synthesis.failures", "{sentence}", "Sentences that a voice failed, by voice and reason.");
        meter.CreateObservableGauge("ramais.recognition.paused", Recognisers.Measure, "{provider}", "1 while a recogniser is left alone after failures.");
        meter.CreateObservableGauge("ramais.synthesis.paused", Voices.Measure, "{provider}", "1 while a voice is left alone after failures.");
        meter.CreateObservableUpDownCounter("ramais.recognition.waiting", () => Waiting(RecognitionTurns), "{utterance}", "Utterances that wait for their turn.");
        meter.CreateObservableUpDownCounter("ramais.synthesis.waiting", () => Waiting(VoiceTurns), "{sentence}", "Sentences that wait for their turn.");
    }

    /// <summary>Recognisers that are left alone after failures.</summary>
    public PausedProviders Recognisers { get; } = new();

    /// <summary>Voices that are left alone after failures.</summary>
    public PausedProviders Voices { get; } = new();

    /// <summary>What utterances wait in.</summary>
    public ConcurrentBag<SpeechTurns> RecognitionTurns { get; } = [];

    /// <summary>What sentences wait in.</summary>
    public ConcurrentBag<SpeechTurns> VoiceTurns { get; } = [];

    public void Recognised(string recogniser, TimeSpan took) => _recognition.Record(took.TotalSeconds, Provider(recogniser));

    public void RecognitionFailed(string recogniser, ProviderFailure reason) => _recognitionFailures.Add(1, Provider(recogniser), Reason(reason));

    public void Invented(string recogniser) => _inventions.Add(1, Provider(recogniser));

    public void Spoken(string voice, TimeSpan took) => _synthesis.Record(took.TotalSeconds, Provider(voice));

    public void SynthesisFailed(string voice, ProviderFailure reason) => _synthesisFailures.Add(1, Provider(voice), Reason(reason));

    private static long Waiting(ConcurrentBag<SpeechTurns> turns) => turns.Sum(each => each.Waiting);

    private static KeyValuePair<string, object?> Provider(string name) => new("provider", name);

    private static KeyValuePair<string, object?> Reason(ProviderFailure reason) => new("reason", reason.Label());
}
