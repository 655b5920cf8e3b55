using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>
/// Is it a person? A telephone that was answered may be a voicemail, which must neither be asked nor decide. A person says "alô" and waits,
/// or says nothing; a machine talks on, or gives a tone. It is hung up and the next number rings.
/// </summary>
internal static class GreetingResident
{
    public static Step Begin(ConversationContext context, ConversationState state) => Step.To(
        state with { Phase = Phase.GreetingResident, ResidentPresent = true, Announced = false, ReplyCounts = false },
        new StopTimer(TimerName.RingTimeout),
        new StopTimer(TimerName.Redial),
        new StopTimer(TimerName.LongGreeting), // of a leg before this one
        new StartTimer(TimerName.ResidentGreets, context.Policy.Greeting),
        new Listen(LegRole.Resident, ExpectedAnswer.Closed));

    public static Step On(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        KeyPressed { Role: LegRole.Resident } pressed => OnKey(context, state, pressed).After(Stops),
        SpeechStarted { Role: LegRole.Resident } => Step.To(
            state, new StopTimer(TimerName.ResidentGreets), new StartTimer(TimerName.LongGreeting, context.Policy.LongGreeting)),
        SpeechEnded { Role: LegRole.Resident } or Heard { Role: LegRole.Resident } or TimerElapsed { Timer: TimerName.ResidentGreets } =>
            AskingResident.Begin(context, state).After(Stops),
        TimerElapsed { Timer: TimerName.Comfort } => RingingResident.Comfort(context, state),
        _ when IsMachine(happened) => LeaveMachine(state),
        _ => Step.Stay(state),
    };

    /// <summary>A tone, or a greeting that goes on and on. Also while the announcement is being made: some machines begin late.</summary>
    public static bool IsMachine(ConversationEvent happened) =>
        happened is ToneHeard { Role: LegRole.Resident } or TimerElapsed { Timer: TimerName.LongGreeting };

    /// <summary>Nothing is said to a machine; the next ring follows when its leg is gone.</summary>
    public static Step LeaveMachine(ConversationState state) => Step.To(
        state with { Phase = Phase.ReleasingResident }, new Hush(LegRole.Resident), new HangUp(LegRole.Resident)).After(Stops);

    /// <summary>
    /// A key proves a person, and a refusal needs no question. The key 1 here is no yes: it may have been pressed to take the call, as
    /// call screening and forwarding ask for, by somebody who has not heard that there is a gate.
    /// </summary>
    private static Step OnKey(ConversationContext context, ConversationState state, KeyPressed pressed) =>
        pressed.Key == '2' ? AskingResident.On(context, AskingResident.Fresh(state), pressed) : AskingResident.Begin(context, state);

    private static ReadOnlySpan<ConversationCommand> Stops => (ConversationCommand[])[new StopTimer(TimerName.ResidentGreets), new StopTimer(TimerName.LongGreeting)];
}
