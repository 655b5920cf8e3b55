using Ramais.Language;

namespace Ramais.Conversation.Consent;

/// <summary>A stretch of the reply and what it does.</summary>
/// <param name="Mark">What it does.</param>
/// <param name="After">What follows its last word.</param>
/// <param name="BeginsNegated">Whether the phrase itself begins with a negator.</param>
/// <param name="IsAbout">Whether it speaks of the visitor, the parcel, the place or the resident, so that with a question mark it asks.</param>
/// <param name="IsSoft">Whether it is a tag or a sound, as "tá?" and "viu?" are.</param>
/// <param name="IsNegated">Whether a negator before or behind it has turned it round.</param>
internal readonly record struct Span(Mark Mark, Stop After, bool BeginsNegated, bool IsAbout, bool IsSoft, bool IsNegated = false)
{
    public bool EndsClause => After != Stop.None;
}
