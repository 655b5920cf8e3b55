using Ramais.Directory;

namespace Ramais.Conversation;

/// <summary>
/// Turns a visitor's words into slots. The type of the answer has no field for consent, dialling or hanging up: whatever understands the
/// words, a model included, can only fill slots.
/// </summary>
internal interface IVisitorUnderstanding
{
    /// <summary>Never throws for what a visitor says; a failed understanding is <see cref="VisitorSlots.Empty"/>.</summary>
    ValueTask<VisitorSlots> UnderstandAsync(VisitorTurn turn, CancellationToken cancellation);
}

/// <summary>One thing a visitor said, and what is needed to understand it.</summary>
internal sealed record VisitorTurn(Guid CallId, string Text, Asked Asked, CondominiumDirectory Directory);

/// <summary>The embedded rules of Portuguese.</summary>
internal sealed class RulesUnderstanding : IVisitorUnderstanding
{
    public ValueTask<VisitorSlots> UnderstandAsync(VisitorTurn turn, CancellationToken cancellation) =>
        new(VisitorRules.Understand(turn.Text, turn.Asked, turn.Directory));
}
