using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.Directory;
using Ramais.Voice;

namespace Ramais.Conversation;

/// <summary>
/// A name that fits several residents. Two or three names that sound like the one said are asked about ("Marcelo ou Márcio?"); otherwise
/// the visitor is asked for more, and hears of nobody.
/// </summary>
internal static class TellingApart
{
    public static Step Begin(ConversationContext context, ConversationState state, ImmutableArray<Resident> residents, string spoken)
    {
        var named = state with { Candidates = [.. residents.Select(r => NearResident.Of(r, spoken))], Misses = 0 };
        return NameChoice.Offered(named.Candidates).IsEmpty ? AskForMore(context, named) : Ask(context, named);
    }

    /// <summary>Asks which, or asks for more where the names must not be said.</summary>
    public static Step Ask(ConversationContext context, ConversationState state) => NameChoice.Offered(state.Candidates).IsEmpty
        ? Collecting.Question(context, state, Phase.AskingApartment, "visitor.several_residents")
        : Step.To(
            state with { Phase = Phase.ChoosingResident },
            new Listen(LegRole.Visitor, ExpectedAnswer.Closed),
            new Say(LegRole.Visitor, "visitor.choose_resident"));

    public static Step OnKey(ConversationContext context, ConversationState state, char key) =>
        OnNarrowed(context, state, NameChoice.At(state.Candidates, key - '1'));

    /// <summary>What the visitor answered, by the names themselves; anything else is understood as a whole and may be an apartment.</summary>
    public static Step OnWords(ConversationContext context, ConversationState state, Transcript transcript)
    {
        var left = NameChoice.Narrow(state.Candidates, transcript.Text);
        return left.IsEmpty && !NameChoice.IsNeither(transcript.Text)
            ? VisitorTurns.Read(state, transcript, Asked.Apartment)
            : OnNarrowed(context, VisitorTurns.Drop(state), left);
    }

    /// <summary>Neither, or nobody whom we know: that way leads nowhere, the number does.</summary>
    public static Step OnNeither(ConversationContext context, ConversationState state) =>
        Collecting.OnFailedLookup(context, state, "visitor.by_number");

    private static Step OnNarrowed(ConversationContext context, ConversationState state, ImmutableArray<NearResident> left)
    {
        if (left.IsEmpty)
            return OnNeither(context, state);
        return left.All(c => c.Resident.Apartment == left[0].Resident.Apartment)
            ? Collecting.OnFound(context, state, new(left[0].Resident.Apartment, left.Length == 1 ? left[0].Resident.Name : null))
            : AskForMore(context, state with { Candidates = left });
    }

    /// <summary>Costs a look-up: whoever tries name after name learns four times at most that there are several of one.</summary>
    private static Step AskForMore(ConversationContext context, ConversationState state)
    {
        var failed = state with { FailedLookups = state.FailedLookups + 1 };
        return failed.FailedLookups >= context.Policy.FailedLookups
            ? Collecting.GiveUp(context, failed)
            : Collecting.Question(context, failed, Phase.AskingApartment, "visitor.several_residents");
    }
}
