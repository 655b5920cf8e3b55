using System.Collections.Immutable;
using Ramais.Access;
using Ramais.Conversation;
using Ramais.Extensions;

namespace Ramais.Calls;

/// <summary>Keeps the picture of a call that others see. Written by the call's loop alone; readers take the last whole picture.</summary>
internal sealed class CallJournal
{
    /// <summary>A call that goes on and on (a key held down) must not grow without end.</summary>
    private const int MaxEntries = 2000;

    private volatile CallView _view;

    public CallJournal(Guid id, Extension extension, DateTimeOffset startedAt)
    {
        _view = new(id, extension.Id, extension.AiNumber, extension.CondominiumId, "new", startedAt, null, null, null, [], [], null, []);
    }

    public CallView View => _view;

    public void LegConnected(LegView leg) => _view = _view with { Legs = _view.Legs.Add(leg) };

    public void LegEnded(LegRole role, DateTimeOffset at, string reason)
    {
        var leg = _view.Legs.LastOrDefault(leg => leg.Role == role);
        if (leg is not null)
            _view = _view with { Legs = _view.Legs.Replace(leg, leg with { EndedAt = at, EndReason = reason }) };
    }

    public void Write(CallMessage message)
    {
        var view = _view;
        if (message.Entry is { } entry && view.Timeline.Length < MaxEntries)
            view = view with { Timeline = Insert(view.Timeline, entry) };
        if (message.Line is { } line && view.Transcript.Length < MaxEntries)
            view = view with { Transcript = view.Transcript.Add(line) };
        _view = view;
    }

    public void Decided(AccessDecision decision) => _view = _view with
    {
        Decision = new(decision.Authorized, decision.Apartment, decision.Resident, decision.Visitor, decision.IntentType, decision.By, decision.At),
    };

    public void Rings(string apartment, int attempt, ImmutableArray<string> phones) => _view = _view with { Ringing = new(apartment, attempt, phones) };

    /// <param name="phase">Where the conversation is now.</param>
    /// <param name="outcome">Settled from the phase of the last sentences on.</param>
    public void Moved(Phase phase, CallOutcome? outcome) => _view = _view with
    {
        State = CallWords.Of(phase),
        Ringing = phase == Phase.Ringing ? _view.Ringing : null,
        Outcome = phase is Phase.Closing or Phase.Ended && outcome is { } settled ? CallWords.Of(settled) : null,
    };

    public void Finished(CallOutcome outcome, DateTimeOffset at) =>
        _view = _view with { State = CallWords.Of(Phase.Ended), EndedAt = at, Result = CallWords.Of(outcome), Outcome = CallWords.Of(outcome) };

    /// <summary>Speech is reported when its end is sure, with the instants of the audio: an entry may belong before its leg's last one.</summary>
    private static ImmutableArray<TimelineEntry> Insert(ImmutableArray<TimelineEntry> timeline, TimelineEntry entry)
    {
        var index = timeline.Length;
        for (var other = timeline.Length - 1; other >= 0; other--)
        {
            if (timeline[other].Leg != entry.Leg)
                continue;
            if (timeline[other].AtMs <= entry.AtMs)
                break;
            index = other;
        }
        return timeline.Insert(index, entry);
    }
}
