using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>
/// Ringing: each number of the apartment in the directory's order, as many rounds as the policy says. What the PBX accepted is not yet
/// answered; only the arriving leg is. A ring that times out is cancelled before the next one begins; one that the PBX refused is followed
/// after a pause.
/// </summary>
internal static class RingingResident
{
    public static Step Begin(ConversationContext context, ConversationState state) =>
        Dial(context, state with { Phase = Phase.Ringing, Rings = 0 }).After(
            new Say(LegRole.Visitor, "visitor.ringing"),
            new StartTimer(TimerName.Comfort, context.Policy.Comfort));

    public static Step On(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        ResidentArrived => AskingResident.Begin(context, state),
        RingFailed => Step.To(state, new StopTimer(TimerName.RingTimeout), new StartTimer(TimerName.Redial, context.Policy.Redial)),
        TimerElapsed { Timer: TimerName.Redial } => Dial(context, state),
        TimerElapsed { Timer: TimerName.RingTimeout } => Dial(context, state).After(new CancelRing()),
        TimerElapsed { Timer: TimerName.Comfort } => Comfort(context, state),
        _ => AddedFacts.On(state, happened),
    };

    /// <summary>Rings the next number, or tells the visitor that nobody answered when all were rung as often as the policy says.</summary>
    public static Step Dial(ConversationContext context, ConversationState state)
    {
        var phones = state.Apartment?.Phones ?? [];
        if (state.Rings >= phones.Length * context.Policy.RingAttempts)
            return Departures.Close(context, state, CallOutcome.NoAnswer, "visitor.no_answer", "visitor.goodbye");
        return Step.To(
            state with { Phase = Phase.Ringing, Rings = state.Rings + 1 },
            new StartTimer(TimerName.RingTimeout, context.Policy.RingTimeout),
            new Ring(phones[state.Rings % phones.Length], state.Rings + 1));
    }

    public static Step Comfort(ConversationContext context, ConversationState state) => Step.To(
        state,
        new Say(LegRole.Visitor, "visitor.comfort"),
        new StartTimer(TimerName.Comfort, context.Policy.Comfort));
}
