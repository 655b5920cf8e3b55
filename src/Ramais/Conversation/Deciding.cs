using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>From the resident's answer to both parties knowing it. Nobody is told anything before the decision is written.</summary>
internal static class Deciding
{
    public static Step Begin(ConversationState state, bool authorized, string by) => Step.To(
        state with { Phase = Phase.Deciding, Outcome = authorized ? CallOutcome.Authorized : CallOutcome.Denied },
        new StopTimer(TimerName.ResidentSilent),
        new StopTimer(TimerName.ResidentWaits),
        new StopTimer(TimerName.Comfort),
        new Decide(authorized, by));

    public static Step On(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        DecisionKept { Kept: true } => Tell(context, state),
        DecisionKept => Departures.Close(context, state, CallOutcome.Failed, "visitor.failed", "visitor.goodbye", "resident.failed"),
        _ => Step.Stay(state),
    };

    private static Step Tell(ConversationContext context, ConversationState state)
    {
        var word = state.Outcome == CallOutcome.Authorized ? "authorized" : "denied";
        // A comfort sentence under way would keep the visitor from the news.
        return Departures.Close(
            context, state, state.Outcome!.Value, $"visitor.{word}.{IntentKey.Of(state.Intent)}", "visitor.goodbye", $"resident.{word}")
            .After(new Hush(LegRole.Visitor));
    }
}
