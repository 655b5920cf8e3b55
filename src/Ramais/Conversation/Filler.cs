using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>
/// "Um instante…": who has finished speaking and hears nothing for <see cref="ConversationPolicy.Filler"/>, because a recogniser, a provider
/// or the writing of a decision is slow, is told that it goes on. Once a turn; whatever is said to the party before then makes it needless.
/// </summary>
internal static class Filler
{
    /// <summary>The sentence. It is no answer: it ends no turn, is not repeated and does not go on after an interruption.</summary>
    public const string Key = "call.one_moment";

    /// <summary>The timer of one party's wait.</summary>
    public static TimerName TimerOf(LegRole role) => role == LegRole.Visitor ? TimerName.VisitorUnanswered : TimerName.ResidentUnanswered;

    /// <summary>Says it to whoever has waited long enough. That a sentence is under way only the leg knows; it says nothing then.</summary>
    public static Step On(ConversationState state, TimerName timer)
    {
        var role = timer == TimerName.VisitorUnanswered ? LegRole.Visitor : LegRole.Resident;
        return state.IsPresent(role) && state.Phase is not (Phase.Closing or Phase.Ended) ? Step.To(state, new Fill(role, Key)) : Step.Stay(state);
    }

    /// <summary>Starts and stops both parties' waits as the step has it.</summary>
    public static Step Watch(ConversationContext context, ConversationState before, ConversationEvent happened, Step step) =>
        Watch(context, before, happened, Watch(context, before, happened, step, LegRole.Visitor), LegRole.Resident);

    private static Step Watch(ConversationContext context, ConversationState before, ConversationEvent happened, Step step, LegRole role)
    {
        if (!IsTold(step, role) && BeginsToWait(before, step.State, happened, role))
            return step.Then(new StartTimer(TimerOf(role), context.Policy.Filler));
        return IsTold(step, role) || IsOver(step.State, happened, role) ? step.Then(new StopTimer(TimerOf(role))) : step;
    }

    /// <summary>A visitor who adds something while it rings waits for the resident, not for an answer; a name is waited for when it is recorded.</summary>
    private static bool BeginsToWait(ConversationState before, ConversationState state, ConversationEvent happened, LegRole role) => happened switch
    {
        SpeechEnded { Role: LegRole.Visitor } when role == LegRole.Visitor =>
            state.Phase is Phase.AskingIntent or Phase.AskingApartment or Phase.ChoosingApartment or Phase.ChoosingResident
            || state is { Phase: Phase.AskingName, NameRecorded: true },
        SpeechEnded { Role: LegRole.Resident } when role == LegRole.Resident => state is { Phase: Phase.AskingResident, ReplyCounts: true },
        KeyPressed { Role: LegRole.Resident } when role == LegRole.Resident => state.Phase == Phase.Deciding && before.Phase != Phase.Deciding,
        _ => false,
    };

    /// <summary>Nothing is owed to the party any more: it speaks on, has pressed a key, was not understood, or has left.</summary>
    private static bool IsOver(ConversationState state, ConversationEvent happened, LegRole role) => happened switch
    {
        SpeechStarted started => started.Role == role,
        KeyPressed pressed => pressed.Role == role && state.Phase != Phase.Deciding,
        Heard heard => heard.Role == role && state.Phase != Phase.Deciding && (role == LegRole.Resident || state.Unread == ""),
        Understood => role == LegRole.Visitor && state.Unread == "",
        LegEnded ended => ended.Role == role,
        _ => state.Phase is Phase.Closing or Phase.Ended,
    };

    private static bool IsTold(Step step, LegRole role) => step.Commands.Any(command => command switch
    {
        Say say => say.Role == role,
        PlayBeep beep => beep.Role == role,
        _ => false,
    });
}
