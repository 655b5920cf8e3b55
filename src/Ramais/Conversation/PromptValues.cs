using System.Text;
using Ramais.Directory;

namespace Ramais.Conversation;

/// <summary>
/// What may stand in a sentence. Values come from the directory and from what a visitor said, so they are reduced to letters, digits and plain
/// punctuation before they are spoken: nobody can smuggle a synthesizer's mark-up into a sentence.
/// </summary>
internal sealed record PromptValues
{
    /// <summary>For sentences that belong to no call.</summary>
    public static readonly PromptValues None = new();

    private const int MaxLength = 60;

    /// <summary>Stands for what only a visit knows: a letter that no language spoken here has, and long enough for a sentence of its own.</summary>
    private static readonly string Blank = new('\u046A', 20);

    public string Condominium { get; init; } = "";

    public string Apartment { get; init; } = "";

    public string Visitor { get; init; } = "";

    /// <summary>The apartments to choose from, each with its key.</summary>
    public string Choices { get; init; } = "";

    /// <summary>"Marcelo ou Márcio".</summary>
    public string Names { get; init; } = "";

    /// <summary>The keys for those names: "1 ou 2".</summary>
    public string Keys { get; init; } = "";

    /// <summary>A model's wording of an answer, or empty.</summary>
    public string Reply { get; init; } = "";

    /// <summary>The condominium's own greeting; empty for the catalogue's.</summary>
    public string Greeting { get; init; } = "";

    /// <summary>The condominium's own voice; empty for the usual one.</summary>
    public string Voice { get; init; } = "";

    /// <summary>What is known of a condominium before anybody rings.</summary>
    /// <param name="condominium">Null: not even that.</param>
    public static PromptValues Unknown(CondominiumDirectory? condominium) => new()
    {
        Condominium = condominium?.Name ?? Blank,
        Apartment = Blank,
        Visitor = Blank,
        Choices = Blank,
        Names = Blank,
        Keys = Blank,
        Reply = Blank,
        Greeting = condominium?.Greeting ?? "",
        Voice = condominium?.Voice ?? "",
    };

    /// <summary>Whether a sentence that was filled with <see cref="Unknown"/> needs a visit.</summary>
    public static bool IsUnknown(string sentence) => sentence.Contains(Blank, StringComparison.Ordinal);

    public static PromptValues From(ConversationContext context, ConversationState state) => new()
    {
        Condominium = context.Directory.Name,
        Apartment = Speakable(state.Apartment?.Number ?? ""),
        Visitor = state.VisitorName,
        Choices = string.Concat(state.Choices.Select((apartment, index) => $"Para o apartamento {Speakable(apartment.Number)}, tecle {index + 1}. ")),
        Names = string.Join(" ou ", NameChoice.Offered(state.Candidates)),
        Keys = string.Join(" ou ", Enumerable.Range(1, NameChoice.Offered(state.Candidates).Length)),
        Reply = state.Reply,
        Greeting = context.Directory.Greeting,
        Voice = context.Directory.Voice,
    };

    public string FillIn(string text)
    {
        if (!text.Contains('{'))
            return text;
        return text
            .Replace("{condominium}", Plain(Condominium, MaxLength), StringComparison.Ordinal)
            .Replace("{apartment}", Plain(Apartment, MaxLength), StringComparison.Ordinal)
            .Replace("{visitor}", Plain(Visitor, MaxLength), StringComparison.Ordinal)
            .Replace("{choices}", Plain(Choices, 9 * MaxLength), StringComparison.Ordinal)
            .Replace("{keys}", Plain(Keys, MaxLength), StringComparison.Ordinal)
            .Replace("{names}", Plain(Names, 3 * MaxLength), StringComparison.Ordinal)
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
