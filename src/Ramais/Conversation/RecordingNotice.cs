using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>Where the call is recorded, that is the first thing that each party is told, and neither keys nor words keep it from being heard.</summary>
internal static class RecordingNotice
{
    public const string Key = "call.recorded";

    public static Step Give(ConversationContext context, ConversationState before, ConversationEvent happened, Step step)
    {
        if (!context.IsRecorded)
            return step;
        var isNew = happened is ResidentArrived && !before.ResidentPresent; // another telephone, another person
        var state = isNew ? step.State with { ResidentNoticed = false } : step.State;
        return Give(LegRole.Resident, Give(LegRole.Visitor, step with { State = state }));
    }

    private static Step Give(LegRole role, Step step)
    {
        var first = step.Commands.Index().FirstOrDefault(each => IsHeard(each.Item, role), (-1, null!)).Index;
        if (first < 0 || (role == LegRole.Visitor ? step.State.VisitorNoticed : step.State.ResidentNoticed))
            return step;
        return new(
            role == LegRole.Visitor ? step.State with { VisitorNoticed = true } : step.State with { ResidentNoticed = true },
            step.Commands.Insert(first, new Say(role, Key) { MustBeHeard = true }));
    }

    private static bool IsHeard(ConversationCommand command, LegRole role) => command switch
    {
        Say say => say.Role == role,
        PlayBeep beep => beep.Role == role,
        PlayVisitorName => role == LegRole.Resident,
        _ => false,
    };
}
