using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.Conversation.Consent;

namespace Ramais.Conversation;

/// <summary>
/// "Repete, por favor", "não entendi", "como?": whoever did not hear is told again what was said last, in every state. It is neither an
/// answer nor a miss.
/// </summary>
internal static class RepeatRequest
{
    /// <summary>Whether the words ask to hear it again and do nothing else: "é o Beto de novo" says who is there.</summary>
    public static bool IsOne(string text)
    {
        var spans = Reading.Of(text);
        return spans.Exists(s => s.Mark == Mark.Again) && spans.TrueForAll(s => s.Mark is Mark.Again or Mark.Harmless or Mark.Echo or Mark.Hello);
    }

    /// <summary>Whether the event is such a request, made where the phase has no better answer of its own.</summary>
    public static bool IsMadeBy(ConversationState state, ConversationEvent happened) =>
        happened is Heard { Transcript: { } transcript } heard && !HasItsOwn(state.Phase, heard.Role) && IsOne(transcript.Text);

    /// <summary>Says again what the party was told last.</summary>
    public static Step Answer(ConversationState state, LegRole role) =>
        Step.To(state, [new Hush(role), .. role == LegRole.Visitor ? state.ToldVisitor : state.ToldResident]);

    /// <summary>Keeps what a step tells each party; a step that tells a party nothing leaves what it was told before.</summary>
    public static Step Remember(Step step) => step with
    {
        State = step.State with
        {
            ToldVisitor = Told(step, LegRole.Visitor) is { Length: > 0 } visitor ? visitor : step.State.ToldVisitor,
            ToldResident = Told(step, LegRole.Resident) is { Length: > 0 } resident ? resident : step.State.ToldResident,
        },
    };

    /// <summary>
    /// What the visitor says after the tone is being recorded; the resident's question is repeated from the announcement on; and who has
    /// decided hears next what became of it.
    /// </summary>
    private static bool HasItsOwn(Phase phase, LegRole role) =>
        phase is Phase.Deciding or Phase.GreetingResident || phase == (role == LegRole.Visitor ? Phase.AskingName : Phase.AskingResident);

    private static ImmutableArray<ConversationCommand> Told(Step step, LegRole role) => [.. step.Commands.Where(command => command switch
    {
        Say say => say.Role == role,
        PlayBeep beep => beep.Role == role,
        PlayVisitorName => role == LegRole.Resident,
        _ => false,
    })];
}
