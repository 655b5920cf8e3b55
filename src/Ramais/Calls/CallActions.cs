using System.Threading.Channels;
using Ramais.Access;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>Carries out what the conversation commands. Used by the call's loop alone; what takes time runs beside it and reports to the inbox.</summary>
internal sealed class CallActions(
    Call call, ConversationContext context, CallServices services, CallTimers timers, CallJournal journal, CallMeasures measures, ChannelWriter<CallMessage> inbox)
{
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _started = [];
    private readonly Dictionary<LegRole, Leg> _legs = [];
    private readonly CallRinging _ringing = new(call, services, inbox);
    private readonly TurnWatch[] _turns = [new(LegRole.Visitor), new(LegRole.Resident)];
    private readonly InterruptedLines _interrupted = new();
    private readonly RingWatch _rounds = new(services.Time, measures);
    private CancellationTokenSource? _turn;
    private AudioClip? _visitorName;

    public void Attach(Leg leg)
    {
        _legs[leg.Role] = leg;
        if (leg.Role == LegRole.Resident)
            _rounds.End(RingResult.Answered);
        journal.LegConnected(new(leg.Role, leg.Port, services.Time.GetUtcNow(), null, null));
    }

    public void Detach(LegRole role)
    {
        if (_legs.Remove(role, out var leg))
            journal.LegEnded(role, services.Time.GetUtcNow(), leg.EndReason);
    }

    /// <summary>Keeps what a message brought along. For the call's loop, before the conversation hears of it.</summary>
    public void Keep(CallMessage message)
    {
        if (message is NameMessage { Clip: { } clip })
            _visitorName = clip;
        else if (message is DecisionMessage decided)
            Keep(decided.Decision);
        else if (message is { Event: RingFailed })
            _rounds.Fail();
        _interrupted.Keep(message);
        foreach (var (leg, turn) in _legs.Values.Select(leg => (leg, _turns[(int)leg.Role])))
        {
            if (turn.Note(message, leg.Clock.Elapsed) is { Turn: { } times } entry)
            {
                journal.Write(new(null, entry));
                measures.Answered(leg.Role, times, leg.Clock.Elapsed - TimeSpan.FromMilliseconds(entry.AtMs));
            }
        }
    }

    /// <summary>Says on what was interrupted by something that was no speech after all; false when nothing was.</summary>
    public bool TryResume(LegRole role)
    {
        if (Of(role) is not { } leg || _interrupted.Take(role) is not { Count: > 0 } lines)
            return false;
        timers.Stop(role == LegRole.Visitor ? TimerName.VisitorSilent : TimerName.ResidentSilent);
        timers.Stop(Filler.TimerOf(role));
        foreach (var line in lines)
            leg.Voice.Resume(line.Voice, line.Played);
        return true;
    }

    /// <summary>Whether the leg really has nothing more to say.</summary>
    public bool IsSilent(SpokenMessage message) => Of(message.Role) is { } leg && leg.Voice.LastLine == message.LastLine;

    public void Do(ConversationCommand command, ConversationState state)
    {
        switch (command)
        {
            case Say say:
                _interrupted.Forget(say.Role);
                Of(say.Role)?.Voice.Say(say.Key, services.Catalog.Render(say.Key, PromptValues.From(context, state)), say.MustBeHeard);
                break;
            case Fill fill when Of(fill.Role) is { Voice.IsSilent: true } waiting:
                waiting.Voice.Say(fill.Key, services.Catalog.Render(fill.Key, PromptValues.From(context, state)));
                break;
            case PlayBeep beep:
                Of(beep.Role)?.Voice.Play("beep", Tones.Beep);
                break;
            case PlayVisitorName when _visitorName is { } name:
                Of(LegRole.Resident)?.Voice.Play("visitor_name", name);
                break;
            case Hush hush:
                _interrupted.Forget(hush.Role);
                Of(hush.Role)?.Voice.Hush();
                break;
            case Listen listen:
                Of(listen.Role)?.Hearing.Expect(listen.Expected);
                break;
            case RecordName:
                Of(LegRole.Visitor)?.Hearing.RecordName();
                break;
            case StopRecording:
                Of(LegRole.Visitor)?.StopRecording();
                break;
            case Conversation.Understand understand:
                Start(UnderstandAsync(understand, NextTurn()));
                break;
            case StartTimer start:
                timers.Start(start.Timer, start.Due);
                break;
            case StopTimer stop:
                timers.Stop(stop.Timer);
                break;
            case Ring ring:
                Ring(ring, state);
                break;
            case CancelRing:
                _rounds.End(RingResult.Unanswered);
                Start(_ringing.StopAsync());
                break;
            case Decide decide:
                Start(KeepAsync(Decision(decide, state)));
                break;
            case HangUp hangUp:
                Of(hangUp.Role)?.HangUp();
                break;
        }
    }

    /// <summary>Waits for what was started. A decision under way is written to its end; the rest is cancelled.</summary>
    public async Task CloseAsync()
    {
        foreach (var leg in _legs.Values)
            leg.Abort();
        _ending.Cancel();
        _rounds.End(RingResult.Unanswered);
        Start(_ringing.StopAsync()); // a call that broke must not leave a telephone ringing
        await Task.WhenAll(_started);
        _turn?.Dispose();
        _ending.Dispose();
    }

    private void Keep(AccessDecision decision)
    {
        journal.Decided(decision);
        measures.Decided(decision);
    }

    private Leg? Of(LegRole role) => _legs.GetValueOrDefault(role);

    private void Start(Task work)
    {
        _started.RemoveAll(task => task.IsCompleted);
        _started.Add(WatchAsync(work));
    }

    /// <summary>A defect in what was started ends the call: a conversation that waits for its answer would wait for ever.</summary>
    private async Task WatchAsync(Task work)
    {
        try
        {
            await work;
        }
#pragma warning disable CA1031 // whatever it is, it is logged by the loop that the inbox stops
        catch (Exception defect)
#pragma warning restore CA1031
        {
            inbox.TryComplete(defect);
        }
    }

    /// <summary>One turn is being understood at a time: a new one gives the one before up, whose words it holds as well.</summary>
    private CancellationToken NextTurn()
    {
        _turn?.Cancel();
        _turn?.Dispose();
        _turn = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        return _turn.Token;
    }

    private async Task UnderstandAsync(Understand understand, CancellationToken overtaken)
    {
        try
        {
            var turn = new VisitorTurn(call.Id, understand.Text, understand.Asked, context.Directory);
            var (slots, reply) = await services.Understanding.UnderstandAsync(turn, overtaken);
            inbox.TryWrite(new(new Understood(slots, understand.Turn, reply)));
        }
        catch (OperationCanceledException)
        {
            // the call is over, or the visitor has said more
        }
    }

    private void Ring(Ring ring, ConversationState state)
    {
        var apartment = state.Apartment?.Number ?? "";
        if (services.RingRules.Judge(context.Directory, apartment) is { } bar)
        {
            CallLog.RingBarred(services.Log, call.Id, call.Extension.AiNumber, CallWords.Spoken(bar));
            inbox.TryWrite(new(new RingBarred(bar), Timeline(Of(LegRole.Visitor)?.Clock, LegRole.Visitor, "ring_barred", CallWords.Of(bar))));
            return;
        }
        journal.Rings(apartment, state.Rounds, ring.Phones);
        _rounds.Begin(ring.Phones.Length);
        foreach (var (index, phone) in ring.Phones.Index())
            Start(_ringing.RingAsync(phone, ring.First + index, Of(LegRole.Visitor)?.Clock));
    }

    private async Task KeepAsync(AccessDecision decision)
    {
        var clock = Of(LegRole.Resident)?.Clock;
        try
        {
            // Not the call's token: what a resident decided is written even when everybody has hung up.
            var receipt = await services.Outbox.KeepAsync(decision, CancellationToken.None);
            inbox.TryWrite(new DecisionMessage(decision, Timeline(clock, LegRole.Resident, "decision", decision.Authorized ? "authorized" : "denied")));
            await receipt.Acknowledged.WaitAsync(_ending.Token);
            inbox.TryWrite(new(new DecisionAcknowledged(), Timeline(clock, LegRole.Resident, "acknowledged")));
        }
        catch (OperationCanceledException)
        {
            // the call is over; the outbox goes on
        }
        catch (IOException failure)
        {
            CallLog.DecisionNotKept(services.Log, failure, call.Id, call.Extension.AiNumber);
            inbox.TryWrite(new(new DecisionKept(false), Timeline(clock, LegRole.Resident, "decision", "failed")));
        }
    }

    private AccessDecision Decision(Decide decide, ConversationState state) => new(
        call.Id,
        call.Extension.CondominiumId,
        decide.Authorized,
        state.Apartment?.Number ?? "",
        state.ResidentName,
        state.VisitorName,
        IntentKey.Contract(state.Intent),
        decide.By,
        services.Time.GetUtcNow())
    {
        Words = ResidentAnswer.Of(journal.View.Transcript, decide.By),
    };

    private static TimelineEntry? Timeline(LegClock? clock, LegRole leg, string happened, string? detail = null) =>
        clock is null ? null : new(clock.ElapsedMs, leg, happened, detail);
}
