using Ramais.Access;
using Ramais.Telemetry;

namespace Ramais.Calls;

/// <summary>What is measured of one call: counted at once, and kept for its trace where somebody listens. For the call's loop.</summary>
internal sealed class CallMeasures(CallServices services)
{
    private readonly List<TraceSpan>? _spans = services.Traces is { IsHeard: true } ? [] : null;

    public void Rang(DateTimeOffset since, RingResult result)
    {
        var now = services.Time.GetUtcNow();
        services.Instruments?.Rang(now - since, result);
        _spans?.Add(new("ringing", since, now) { Attributes = [new("ramais.result", CallWords.Of(result))] });
    }

    /// <param name="role">Who spoke.</param>
    /// <param name="turn">Where the time went.</param>
    /// <param name="since">How long ago the first sound of the answer was sent.</param>
    public void Answered(LegRole role, TurnTimes turn, TimeSpan since)
    {
        services.Instruments?.Answered(role, turn);
        _spans?.Add(Turn(role, turn, services.Time.GetUtcNow() - since));
    }

    public void Decided(AccessDecision decision)
    {
        services.Instruments?.Decided(decision);
        _spans?.Add(new("decision", decision.At, services.Time.GetUtcNow())
        {
            Attributes = [new("ramais.result", decision.Authorized ? "authorized" : "denied"), new("ramais.by", decision.By)],
        });
    }

    /// <summary>The call is over: its trace is written.</summary>
    public void End(CallView call)
    {
        if (_spans is not null)
            services.Traces!.Write(call.Id, Root(call, call.EndedAt ?? services.Time.GetUtcNow()));
    }

    private TraceSpan Root(CallView call, DateTimeOffset end) => new("call", call.StartedAt, end)
    {
        Attributes =
        [
            new("ramais.extension", call.AiNumber), new("ramais.condominium", call.CondominiumId), new("ramais.result", call.Result),
        ],
        Children = [.. call.Legs.Select(leg => Leg(leg, end)), .. _spans!],
        Failed = call.Result == CallWords.Of(Conversation.CallOutcome.Failed),
    };

    private static TraceSpan Leg(LegView leg, DateTimeOffset end) => new($"{CallWords.Of(leg.Role)} leg", leg.ConnectedAt, leg.EndedAt ?? end)
    {
        Attributes = [new("ramais.port", leg.Port), new("ramais.end", leg.EndReason)],
    };

    private static TraceSpan Turn(LegRole role, TurnTimes turn, DateTimeOffset end)
    {
        var at = end - TimeSpan.FromMilliseconds(turn.FirstAudioMs);
        var start = at;
        return new("turn", start, end)
        {
            Attributes = [new("ramais.role", CallWords.Of(role))],
            Children =
            [
                Part("endpointing", turn.EndpointingMs, ref at), Part("recognition", turn.RecognitionMs, ref at), Part("understanding", turn.UnderstandingMs, ref at),
                Part("synthesis", turn.SynthesisMs, ref at), Part("playback", turn.PlaybackMs, ref at),
            ],
        };
    }

    private static TraceSpan Part(string name, long milliseconds, ref DateTimeOffset at)
    {
        var start = at;
        at += TimeSpan.FromMilliseconds(milliseconds);
        return new(name, start, at);
    }
}
