using Ramais.Calls;
using Ramais.Voice;

namespace Ramais.Conversation;

/// <summary>
/// Asking the resident. Fail-closed: only the key 1, or a phrase that <see cref="ConsentRules"/> calls an authorization and that began after
/// the announcement was heard, opens the gate.
/// </summary>
internal static class AskingResident
{
    public static Step Begin(ConversationContext context, ConversationState state) =>
        Announce(context, Fresh(state));

    /// <summary>Nothing heard, nothing asked.</summary>
    public static ConversationState Fresh(ConversationState state) => state with
    {
        Phase = Phase.AskingResident,
        Announced = false,
        ReplyCounts = false,
        ResidentWaits = false,
        ResidentSilences = 0,
        UnclearReplies = 0,
    };

    public static Step On(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        KeyPressed { Role: LegRole.Resident } pressed => OnKey(context, state, pressed.Key),
        SpeechStarted { Role: LegRole.Resident } => OnSpeech(context, state),
        SpeechEnded { Role: LegRole.Resident } => Step.To(state, new StopTimer(TimerName.LongGreeting)),
        _ when !state.Announced && GreetingResident.IsMachine(happened) => GreetingResident.LeaveMachine(state),
        Heard { Role: LegRole.Resident } heard => OnReply(context, state, heard.Transcript),
        PromptEnded { Role: LegRole.Resident, Completed: true } ended when ended.Key.StartsWith("resident.announce", StringComparison.Ordinal) =>
            Step.Stay(state with { Announced = true }),
        Spoken { Role: LegRole.Resident } when !state.ResidentWaits => Step.To(state, new StartTimer(TimerName.ResidentSilent, context.Policy.NoInput)),
        TimerElapsed { Timer: TimerName.ResidentSilent or TimerName.ResidentWaits } => OnSilence(context, state),
        TimerElapsed { Timer: TimerName.Comfort } => RingingResident.Comfort(context, state),
        _ => Step.Stay(state),
    };

    /// <summary>The resident hears the last words and is hung up; the next ring follows when the leg is gone.</summary>
    public static Step OnReleasing(ConversationContext context, ConversationState state, ConversationEvent happened) => happened switch
    {
        Spoken { Role: LegRole.Resident } when !state.ResidentWaits => Step.To(state, new HangUp(LegRole.Resident)),
        TimerElapsed { Timer: TimerName.Comfort } => RingingResident.Comfort(context, state),
        _ => Step.Stay(state),
    };

    private static Step OnSpeech(ConversationContext context, ConversationState state)
    {
        var step = Step.To(
            state with { ReplyCounts = state.Announced, ResidentWaits = false }, new StopTimer(TimerName.ResidentSilent), new StopTimer(TimerName.ResidentWaits));
        return state.Announced ? step : step.Then(new StartTimer(TimerName.LongGreeting, context.Policy.LongGreeting));
    }

    private static Step Announce(ConversationContext context, ConversationState state)
    {
        var step = Step.To(state with { SaidYes = false, KeyedYes = false }, new Say(LegRole.Resident, "resident.announce." + IntentKey.Of(state.Intent)));
        if (state.VisitorName != "")
            step = step.Then(new Say(LegRole.Resident, "resident.visitor_name"));
        if (state.NameRecorded)
            step = step.Then(new Say(LegRole.Resident, "resident.visitor_says"), new PlayVisitorName());
        else if (state.VisitorName == "")
            step = step.Then(new Say(LegRole.Resident, "resident.visitor_unknown"));
        return step.Then(Question(context));
    }

    private static Say Question(ConversationContext context) =>
        new(LegRole.Resident, context.Consent == ConsentPolicy.Key ? "resident.ask" : "resident.ask.voice");

    private static Step OnKey(ConversationContext context, ConversationState state, char key)
    {
        if (key == '1' && context.Consent == ConsentPolicy.Both && !state.SaidYes)
            return Step.To(state with { KeyedYes = true }, new Say(LegRole.Resident, "resident.say_yes")); // behind the announcement, which has to be heard
        var step = key switch
        {
            '1' => Deciding.Begin(state, authorized: true, by: state.SaidYes ? "both" : "key"),
            '2' => Deciding.Begin(state, authorized: false, by: "key"),
            '3' => Announce(context, state with { ResidentSilences = 0, ResidentWaits = false }),
            _ => Step.To(state with { ResidentWaits = false }, new Say(LegRole.Resident, "resident.use_keys")),
        };
        return step.After(new Hush(LegRole.Resident), new StopTimer(TimerName.ResidentSilent), new StopTimer(TimerName.ResidentWaits));
    }

    private static Step OnReply(ConversationContext context, ConversationState state, Transcript? transcript)
    {
        if (transcript is null)
            return Step.To(state, new StartTimer(TimerName.ResidentSilent, context.Policy.NoInput));
        return Judge(context, state, transcript) switch
        {
            ConsentAnswer.Authorize => OnSpokenYes(context, state).After(new Hush(LegRole.Resident)),
            ConsentAnswer.Deny => Deciding.Begin(state, authorized: false, by: "voice").After(new Hush(LegRole.Resident)),
            ConsentAnswer.Question or ConsentAnswer.Repeat => Announce(context, state with { UnclearReplies = 0, ResidentSilences = 0 }).After(new Hush(LegRole.Resident)),
            ConsentAnswer.Wait => Wait(context, state),
            _ => OnUnclear(context, state),
        };
    }

    private static ConsentAnswer Judge(ConversationContext context, ConversationState state, Transcript transcript)
    {
        var answer = ConsentRules.Classify(transcript.Text);
        var doubtful = !state.ReplyCounts || transcript.Confidence < context.Policy.MinimumConfidence;
        return answer == ConsentAnswer.Authorize && doubtful ? ConsentAnswer.Unclear : answer;
    }

    private static Step OnSpokenYes(ConversationContext context, ConversationState state) => (context.Consent, state.KeyedYes) switch
    {
        (ConsentPolicy.Voice, _) => Deciding.Begin(state, authorized: true, by: "voice"),
        (ConsentPolicy.Both, true) => Deciding.Begin(state, authorized: true, by: "both"),
        _ => Step.To(state with { SaidYes = true, UnclearReplies = 0 }, new Say(LegRole.Resident, "resident.press_key")),
    };

    private static Step OnUnclear(ConversationContext context, ConversationState state)
    {
        // What was said before the announcement ended ("alô?", "sim?") answers nothing: the question is still to come.
        if (!state.ReplyCounts)
            return Step.Stay(state);
        var unclear = state with { UnclearReplies = state.UnclearReplies + 1 };
        return unclear.UnclearReplies >= 2
            ? Step.To(unclear, new Say(LegRole.Resident, "resident.use_keys"))
            : Step.To(unclear, new Say(LegRole.Resident, "resident.not_understood"), Question(context));
    }

    private static Step Wait(ConversationContext context, ConversationState state) => Step.To(
        state with { UnclearReplies = 0, ResidentWaits = true },
        new Hush(LegRole.Resident),
        new Say(LegRole.Resident, "resident.waiting"),
        new StopTimer(TimerName.ResidentSilent),
        new StartTimer(TimerName.ResidentWaits, context.Policy.ResidentWaits));

    private static Step OnSilence(ConversationContext context, ConversationState state)
    {
        var silent = state with { ResidentSilences = state.ResidentSilences + 1, ResidentWaits = false };
        return silent.ResidentSilences > context.Policy.Reprompts
            ? Step.To(silent with { Phase = Phase.ReleasingResident }, new Say(LegRole.Resident, "resident.no_reply"))
            : Step.To(silent, new Say(LegRole.Resident, "resident.not_heard"), Question(context));
    }
}
