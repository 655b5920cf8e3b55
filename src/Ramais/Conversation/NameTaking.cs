using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>"Diga o seu nome após o sinal": the recording is what the resident will hear; its text, where a recogniser gives one, is a bonus.</summary>
internal static class NameTaking
{
    public static Step Begin(ConversationState state, string key) => Step.To(
        state with { Phase = Phase.AskingName },
        new Listen(LegRole.Visitor, ExpectedAnswer.Name),
        new Say(LegRole.Visitor, key),
        new PlayBeep(LegRole.Visitor));

    public static Step On(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        Spoken { Role: LegRole.Visitor } when !state.NameRecorded => Step.To(
            state, new RecordName(), new StartTimer(TimerName.NameRecording, context.Policy.NameRecording)),
        TimerElapsed { Timer: TimerName.NameRecording } => Step.To(state, new StopRecording()),
        KeyPressed { Role: LegRole.Visitor } => Step.To(state, new Hush(LegRole.Visitor), new StopRecording()),
        NameRecorded recorded => OnRecorded(context, state, recorded.HasVoice).After(new StopTimer(TimerName.NameRecording)),
        Heard { Role: LegRole.Visitor, Transcript: { } transcript } when RepeatRequest.IsOne(transcript.Text) =>
            Begin(state with { NameRecorded = false }, "visitor.ask_name").After(new StopTimer(TimerName.NameRecognition)),
        Heard { Role: LegRole.Visitor, Transcript: { } transcript } => VisitorTurns.Read(state, transcript, Asked.Name),
        Understood understood when state.NameRecorded => GoOn(context, state with { VisitorName = understood.Slots.VisitorName }),
        Heard { Role: LegRole.Visitor } or TimerElapsed { Timer: TimerName.NameRecognition } when state.NameRecorded => GoOn(context, state),
        _ => Step.Stay(state),
    };

    private static Step OnRecorded(ConversationContext context, ConversationState state, bool hasVoice)
    {
        if (!hasVoice)
            return state.Silences == 0
                ? Begin(state with { Silences = 1 }, "visitor.ask_name_again")
                : GoOn(context, state with { NameGivenUp = true });
        var recorded = state with { NameRecorded = true };
        return context.HasRecogniser
            ? Step.To(recorded, new StartTimer(TimerName.NameRecognition, context.Policy.NameRecognition))
            : GoOn(context, recorded);
    }

    private static Step GoOn(ConversationContext context, ConversationState state) =>
        Collecting.Ask(context, state with { Silences = 0 }).After(new StopTimer(TimerName.NameRecognition));
}
