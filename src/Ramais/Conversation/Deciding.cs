using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>
/// From the resident's answer to both parties knowing it. Nobody is told anything before the decision is written, and nobody is told that
/// the gate opens before the access system has acknowledged it. A no opens nothing, so it waits for nobody.
/// </summary>
internal static class Deciding
{
    public static Step Begin(ConversationState state, bool authorized, string by) => Step.To(
        state with { Phase = Phase.Deciding, Outcome = authorized ? CallOutcome.Authorized : CallOutcome.Denied },
        new StopTimer(TimerName.ResidentSilent),
        new StopTimer(TimerName.ResidentWaits),
        new StopTimer(TimerName.LongGreeting),
        new StopTimer(TimerName.Comfort),
        new Decide(authorized, by));

    public static Step On(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        DecisionKept { Kept: true } when state.Outcome == CallOutcome.Authorized => Step.To(
            state, new StartTimer(TimerName.Acknowledgement, context.Policy.Acknowledgement)),
        DecisionKept { Kept: true } or DecisionAcknowledged => Tell(context, state),
        DecisionKept => Departures.Close(context, state, CallOutcome.Failed, "visitor.failed", "visitor.goodbye", "resident.failed"),
        TimerElapsed { Timer: TimerName.Acknowledgement } => Departures.CallOperator(context, state, "visitor.unconfirmed", "resident.unconfirmed"),
        _ => Step.Stay(state),
    };

    private static Step Tell(ConversationContext context, ConversationState state)
    {
        var word = state.Outcome == CallOutcome.Authorized ? "authorized" : "denied";
        // A comfort sentence under way would keep the visitor from the news.
        return Departures.Close(
            context, state, state.Outcome!.Value, $"visitor.{word}.{IntentKey.Of(state.Intent)}", "visitor.goodbye", $"resident.{word}")
            .After(new Hush(LegRole.Visitor), new StopTimer(TimerName.Acknowledgement));
    }
}
