using Ramais.Calls;
using Ramais.ClickToCall;

namespace Ramais.Conversation;

/// <summary>
/// Ringing: number after number or all at once, attempt after attempt. What the PBX accepted is not yet answered; only the arriving leg is.
/// </summary>
internal static class RingingResident
{
    public static Step Begin(ConversationContext context, ConversationState state) =>
        Dial(context, state with { Phase = Phase.Ringing, Rounds = 0 }).After(
            new Say(LegRole.Visitor, "visitor.ringing"),
            new StartTimer(TimerName.Comfort, context.Policy.Comfort));

    public static Step On(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        // The other numbers of a round, or the next ring when an earlier one was answered late.
        ResidentArrived => GreetingResident.Begin(context, state).After(new CancelRing()),
        RingFailed failed when state.Sounding.Contains(failed.Ring) => OnFailed(context, state with { Sounding = state.Sounding.Remove(failed.Ring) }),
        RingBarred barred => Departures.CallOperator(context, state, barred.Why == RingBar.QuietHours ? "visitor.do_not_disturb" : "visitor.ring_limit"),
        TimerElapsed { Timer: TimerName.Redial } => Dial(context, state),
        TimerElapsed { Timer: TimerName.RingTimeout } => Dial(context, state).After(new CancelRing()),
        TimerElapsed { Timer: TimerName.Comfort } => Comfort(context, state),
        _ => AddedFacts.On(state, happened),
    };

    /// <summary>Rings the next number, or tells the visitor that nobody answered when all were rung as often as the policy says.</summary>
    public static Step Dial(ConversationContext context, ConversationState state)
    {
        var phones = state.Apartment?.Phones ?? [];
        var together = context.Policy.RingTogether ? phones.Length : 1;
        var rung = state.Rounds * together;
        if (rung >= phones.Length * context.Policy.RingAttempts)
            return Departures.Close(context, state, CallOutcome.NoAnswer, "visitor.no_answer", "visitor.goodbye");
        return Step.To(
            state with { Phase = Phase.Ringing, Rounds = state.Rounds + 1, Sounding = [.. Enumerable.Range(rung + 1, together)] },
            new StartTimer(TimerName.RingTimeout, context.Policy.RingTimeout),
            new Ring(phones.Slice(rung % phones.Length, together), rung + 1));
    }

    private static Step OnFailed(ConversationContext context, ConversationState state) => state.Sounding.IsEmpty
        ? Step.To(state, new StopTimer(TimerName.RingTimeout), new StartTimer(TimerName.Redial, context.Policy.Redial))
        : Step.Stay(state);

    public static Step Comfort(ConversationContext context, ConversationState state) => Step.To(
        state,
        new Say(LegRole.Visitor, "visitor.comfort"),
        new StartTimer(TimerName.Comfort, context.Policy.Comfort));
}
