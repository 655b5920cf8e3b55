using Ramais.Directory;

namespace Ramais.Conversation;

/// <summary>Turns a visitor's words into slots and, at most, the wording of an answer to them.</summary>
internal interface IVisitorUnderstanding
{
    /// <summary>Never throws for what a visitor says or for what a provider answers; understands <see cref="Understanding.Nothing"/> then.</summary>
    /// <exception cref="OperationCanceledException">The call is over, or the visitor has said more: nobody waits for this turn any longer.</exception>
    ValueTask<Understanding> UnderstandAsync(VisitorTurn turn, CancellationToken cancellation);
}

/// <summary>One thing a visitor said, and what is needed to understand it.</summary>
internal sealed record VisitorTurn(Guid CallId, string Text, Asked Asked, CondominiumDirectory Directory);

/// <summary>
/// What the visitor's words meant. The type has no field for consent, dialling, opening or hanging up: whatever understands the words, a
/// model included, can only fill slots and word a sentence, which is spoken where the conversation has a question of its own to follow it.
/// </summary>
/// <param name="Slots">What was told.</param>
/// <param name="Reply">A worded answer as <see cref="ReplyWording"/> lets it pass; empty without one.</param>
internal sealed record Understanding(VisitorSlots Slots, string Reply = "")
{
    public static readonly Understanding Nothing = new(VisitorSlots.Empty);
}

/// <summary>The embedded rules of Portuguese.</summary>
internal sealed class RulesUnderstanding : IVisitorUnderstanding
{
    public ValueTask<Understanding> UnderstandAsync(VisitorTurn turn, CancellationToken cancellation) =>
        new(new Understanding(VisitorRules.Understand(turn.Text, turn.Asked, turn.Directory)));
}
