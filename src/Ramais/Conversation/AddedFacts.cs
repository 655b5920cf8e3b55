using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>
/// What a visitor adds while the resident is rung: the resident hears the name and the purpose as they stand when the leg arrives. Whom to
/// ring is not changed any more: a resident of the first apartment who picks up in that instant would be asked about a visit to another
/// one. What is said about it has one answer, whether the words fit the directory or not, so that nothing can be learnt from it.
/// </summary>
internal static class AddedFacts
{
    public static Step On(ConversationState state, ConversationEvent happened) => happened switch
    {
        Heard { Role: LegRole.Visitor, Transcript: { } transcript } => VisitorTurns.Read(state, transcript, AskedIn(state)),
        Understood understood => Take(state, understood.Slots),
        _ => Step.Stay(state),
    };

    private static Step Take(ConversationState state, VisitorSlots slots)
    {
        var told = state with
        {
            Intent = slots.Intent == VisitIntent.Unknown ? state.Intent : slots.Intent,
            VisitorName = slots.VisitorName == "" ? state.VisitorName : slots.VisitorName,
        };
        if (slots.ApartmentNumber != "" || slots.ResidentSpoken != "")
            return Step.To(told, new Say(LegRole.Visitor, "visitor.already_ringing"));
        return told.Intent == state.Intent && told.VisitorName == state.VisitorName
            ? Step.Stay(state)
            : Step.To(told, new Say(LegRole.Visitor, "visitor.noted"));
    }

    /// <summary>A visitor who gave no name is still being asked for it: "Marcos" alone answers.</summary>
    private static Asked AskedIn(ConversationState state) => state is { VisitorName: "", NameRecorded: false } ? Asked.Name : Asked.Open;
}
