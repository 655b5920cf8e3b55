using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>
/// The visit as a pure function: state x event -> state + commands. It knows no clock, no socket and no thread; whoever runs it feeds events
/// one by one and carries the commands out in order.
/// </summary>
internal static class ConversationMachine
{
    public static Step Next(ConversationContext context, ConversationState state, ConversationEvent happened) =>
        RecordingNotice.Give(context, state, happened, Filler.Watch(context, state, happened, RepeatRequest.Remember(Answer(context, state, happened))));

    private static Step Answer(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        LegEnded ended => Departures.OnLegEnded(context, state, ended.Role),
        HangUpRequested request => Step.To(state, new HangUp(request.Role)),
        StopRequested => Departures.OnStop(context, state),
        TimerElapsed { Timer: TimerName.CallLength } => Departures.OnTooLong(context, state),
        TimerElapsed { Timer: TimerName.VisitorUnanswered or TimerName.ResidentUnanswered } waited => Filler.On(state, waited.Timer),
        _ when PersonRequest.IsMadeBy(context, state, happened) => Departures.CallOperator(context, VisitorTurns.Drop(state), "visitor.calling_porter"),
        Heard heard when RepeatRequest.IsMadeBy(state, heard) => RepeatRequest.Answer(state, heard.Role),
        Understood late when VisitorTurns.IsOvertaken(state, late) => Step.Stay(state),
        Understood understood => InPhase(context, VisitorTurns.Settle(state, understood), understood),
        _ => InPhase(context, state, happened),
    };

    private static Step InPhase(ConversationContext context, ConversationState state, ConversationEvent happened) => state.Phase switch
    {
        Phase.New => happened is VisitorArrived ? Greet(context, state) : Step.Stay(state),
        Phase.AskingIntent or Phase.AskingApartment or Phase.ChoosingApartment or Phase.ChoosingResident => Collecting.On(context, state, happened),
        Phase.AskingName => NameTaking.On(context, state, happened),
        Phase.Ringing => RingingResident.On(context, state, happened),
        Phase.GreetingResident => GreetingResident.On(context, state, happened),
        Phase.AskingResident => AskingResident.On(context, state, happened),
        Phase.ReleasingResident => AskingResident.OnReleasing(context, state, happened),
        Phase.Deciding => Deciding.On(context, state, happened),
        Phase.Closing => Departures.OnClosing(state, happened),
        _ => Step.Stay(state),
    };

    private static Step Greet(ConversationContext context, ConversationState state) =>
        Collecting.Ask(context, state with { VisitorPresent = true })
            .After(new StartTimer(TimerName.CallLength, context.Policy.CallLength), new Say(LegRole.Visitor, "visitor.greeting"));
}
