using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>How a call ends: somebody leaves, time is over, the server stops, or all is said.</summary>
internal static class Departures
{
    /// <summary>Says the last sentences to whoever is there; each leg is hung up when it has heard them.</summary>
    public static Step Close(ConversationContext context, ConversationState state, CallOutcome outcome, params ReadOnlySpan<string> lastSentences)
    {
        var step = Step.To(state with { Phase = Phase.Closing, Outcome = outcome }, new StartTimer(TimerName.Closing, context.Policy.Closing));
        foreach (var timer in (ReadOnlySpan<TimerName>)[TimerName.VisitorSilent, TimerName.BetweenDigits, TimerName.Comfort, TimerName.RingTimeout, TimerName.Redial])
            step = step.Then(new StopTimer(timer));
        foreach (var key in lastSentences)
            step = SayTo(step, key);
        return state is { VisitorPresent: false, ResidentPresent: false } ? End(step) : step;
    }

    /// <summary>Ends the call so that the dialplan goes on to a person; the sentences say so.</summary>
    public static Step CallOperator(ConversationContext context, ConversationState state, params ReadOnlySpan<string> sentences) =>
        Close(context, state, CallOutcome.Operator, sentences).After(new CancelRing(), new Hush(LegRole.Visitor));

    public static Step OnLegEnded(ConversationContext context, ConversationState state, LegRole role)
    {
        var left = role == LegRole.Visitor ? state with { VisitorPresent = false } : state with { ResidentPresent = false };
        return left.Phase switch
        {
            Phase.Ended => Step.Stay(left),
            Phase.Deciding => Step.Stay(left),
            Phase.Closing => left is { VisitorPresent: false, ResidentPresent: false } ? End(Step.Stay(left)) : Step.Stay(left),
            Phase.GreetingResident or Phase.AskingResident or Phase.ReleasingResident when role == LegRole.Resident => RingingResident.Dial(context, left),
            Phase.GreetingResident or Phase.AskingResident or Phase.ReleasingResident => Close(context, left, CallOutcome.Abandoned, "resident.visitor_left").After(new Hush(LegRole.Resident)),
            Phase.Ringing => Close(context, left, CallOutcome.Abandoned).After(new CancelRing()),
            _ => Close(context, left, CallOutcome.Abandoned),
        };
    }

    public static Step OnTooLong(ConversationContext context, ConversationState state) =>
        Interrupt(context, state, "call.too_long");

    public static Step OnStop(ConversationContext context, ConversationState state) =>
        Interrupt(context, state, "call.stopping");

    public static Step OnClosing(ConversationState state, ConversationEvent happened) => happened switch
    {
        Spoken spoken when state.IsPresent(spoken.Role) => Step.To(state, new HangUp(spoken.Role)),
        TimerElapsed { Timer: TimerName.Closing } => HangUpAll(state),
        _ => Step.Stay(state),
    };

    /// <summary>A decision under way is finished first: it is seconds from its end, and half a decision helps nobody.</summary>
    private static Step Interrupt(ConversationContext context, ConversationState state, string key)
    {
        if (state.Phase is Phase.Deciding or Phase.Closing or Phase.Ended)
            return Step.Stay(state);
        return Close(context, state, CallOutcome.Failed, key)
            .After(new CancelRing(), new Hush(LegRole.Visitor), new Hush(LegRole.Resident));
    }

    private static Step SayTo(Step step, string key)
    {
        var toVisitor = key.StartsWith("visitor.", StringComparison.Ordinal) || key.StartsWith("call.", StringComparison.Ordinal);
        var toResident = key.StartsWith("resident.", StringComparison.Ordinal) || key.StartsWith("call.", StringComparison.Ordinal);
        if (toVisitor && step.State.VisitorPresent)
            step = step.Then(new Say(LegRole.Visitor, key));
        if (toResident && step.State.ResidentPresent)
            step = step.Then(new Say(LegRole.Resident, key));
        return step;
    }

    private static Step HangUpAll(ConversationState state)
    {
        var step = Step.Stay(state);
        if (state.VisitorPresent)
            step = step.Then(new HangUp(LegRole.Visitor));
        if (state.ResidentPresent)
            step = step.Then(new HangUp(LegRole.Resident));
        return step;
    }

    private static Step End(Step step) =>
        (step with { State = step.State with { Phase = Phase.Ended } }).Then(new Finish(step.State.Outcome ?? CallOutcome.Failed));
}
