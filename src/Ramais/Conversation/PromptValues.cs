using System.Text;

namespace Ramais.Conversation;

/// <summary>
/// What may stand in a sentence. Values come from the directory and from what a visitor said, so they are reduced to letters, digits and plain
/// punctuation before they are spoken: nobody can smuggle a synthesizer's mark-up into a sentence.
/// </summary>
internal sealed record PromptValues(string Condominium, string Apartment, string Visitor, string Choices, string Reply = "")
{
    private const int MaxLength = 60;

    public static PromptValues From(ConversationContext context, ConversationState state) => new(
        context.Directory.Name,
        Speakable(state.Apartment?.Number ?? ""),
        state.VisitorName,
        string.Concat(state.Choices.Select((apartment, index) => $"Para o apartamento {Speakable(apartment.Number)}, tecle {index + 1}. ")),
        state.Reply);

    public string FillIn(string text)
    {
        if (!text.Contains('{'))
            return text;
        return text
            .Replace("{condominium}", Plain(Condominium, MaxLength), StringComparison.Ordinal)
            .Replace("{apartment}", Plain(Apartment, MaxLength), StringComparison.Ordinal)
            .Replace("{visitor}", Plain(Visitor, MaxLength), StringComparison.Ordinal)
            .Replace("{choices}", Plain(Choices, 9 * MaxLength), StringComparison.Ordinal)
            .Replace("{reply}", Plain(Reply, ReplyWording.MaxLength), StringComparison.Ordinal)
            .Trim();
    }

    /// <summary>"B-11" is read "B 11".</summary>
    private static string Speakable(string number) => number.Replace('-', ' ');

    private static string Plain(string value, int maxLength)
    {
        var plain = new StringBuilder();
        foreach (var letter in value.AsSpan(0, Math.Min(value.Length, maxLength)))
            plain.Append(char.IsLetterOrDigit(letter) || letter is '.' or ',' or '-' or '\'' or '?' or '!' ? letter : ' ');
        return plain.ToString().Trim();
    }
}
