using System.Diagnostics.Metrics;
using Ramais.Access;
using Ramais.Calls;

namespace Ramais.Telemetry;

/// <summary>What the loops of the calls measure when a turn, a round of ringing or a decision is complete: a few times a call, never on the media path.</summary>
internal sealed class CallInstruments(Meter meter)
{
    private static readonly KeyValuePair<string, object?>[] Parts =
        [.. ((string[])["endpointing", "recognition", "understanding", "synthesis", "playback"]).Select(part => new KeyValuePair<string, object?>("part", part))];

    private readonly Histogram<double> _turn = meter.CreateHistogram(
        "ramais.turn.duration", "s", "From the end of a party's speech to the first sound of the answer.", tags: null, Buckets.Answer);

    private readonly Histogram<double> _part = meter.CreateHistogram(
        "ramais.turn.part.duration", "s", "Where the time of a turn went.", tags: null, Buckets.Answer);

    private readonly Histogram<double> _ringing = meter.CreateHistogram(
        "ramais.ringing.duration", "s", "How long a round of ringing took, by what came of it.", tags: null, Buckets.Ringing);

    private readonly Counter<long> _decisions = meter.CreateCounter<long>("ramais.decisions", "{decision}", "Access decisions on disk, by result and by how they were given.");

    public void Answered(LegRole role, TurnTimes turn)
    {
        var label = new KeyValuePair<string, object?>("role", CallWords.Of(role));
        _turn.Record(Seconds(turn.FirstAudioMs), label);
        foreach (var (part, milliseconds) in Parts.Zip((long[])[turn.EndpointingMs, turn.RecognitionMs, turn.UnderstandingMs, turn.SynthesisMs, turn.PlaybackMs]))
            _part.Record(Seconds(milliseconds), label, part);
    }

    public void Rang(TimeSpan time, RingResult result) => _ringing.Record(time.TotalSeconds, new KeyValuePair<string, object?>("result", CallWords.Of(result)));

    public void Decided(AccessDecision decision) =>
        _decisions.Add(1, new("result", decision.Authorized ? "authorized" : "denied"), new("by", decision.By));

    private static double Seconds(long milliseconds) => milliseconds / 1000.0;
}
