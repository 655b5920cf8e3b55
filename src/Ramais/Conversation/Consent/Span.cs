using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>A stretch of the reply and what it does.</summary>
/// <param name="Mark">What it does.</param>
/// <param name="After">What follows its last word.</param>
/// <param name="BeginsNegated">Whether the phrase itself begins with a negator.</param>
/// <param name="IsNegated">Whether a negator before or behind it has turned it round.</param>
internal readonly record struct Span(Mark Mark, Stop After, bool BeginsNegated, bool IsNegated = false)
{
    public bool EndsClause => After != Stop.None;
}
