using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ramais.Language;

namespace Ramais.Conversation;

/// <summary>How long to wait for the rest of an answer, by what was asked, as data (<c>listening.pt-BR.json</c>).</summary>
internal sealed class ListeningTable
{
    private readonly FrozenDictionary<ExpectedAnswer, AnswerSilence> _answers;
    private readonly FrozenSet<string> _unfinished;

    private ListeningTable(ListeningFile file)
    {
        _answers = Enum.GetValues<ExpectedAnswer>().ToFrozenDictionary(answer => answer, answer => file.Questions[Word(answer)]);
        _unfinished = file.Unfinished.Select(Phrase.Fold).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The table that ships with the product.</summary>
    public static ListeningTable Embedded { get; } = LoadEmbedded();

    public AnswerSilence For(ExpectedAnswer expected) => _answers[expected];

    /// <summary>Whether nobody ends a sentence with this word: "é", "e", "apartamento".</summary>
    public bool IsUnfinished(Word word) => _unfinished.Contains(word.Text);

    private static ListeningTable LoadEmbedded()
    {
        using var stream = typeof(ListeningTable).Assembly.GetManifestResourceStream("listening.pt-BR.json")!;
        return new(JsonSerializer.Deserialize(stream, ListeningFileJson.Default.ListeningFile)!);
    }

    private static string Word(ExpectedAnswer expected) => expected switch
    {
        ExpectedAnswer.Closed => "closed",
        ExpectedAnswer.Number => "number",
        _ => "open",
    };
}

/// <summary>The silences after one kind of question, in milliseconds.</summary>
/// <param name="EndSilenceMs">Ends an answer of which nothing is known.</param>
/// <param name="CompleteMs">Ends one that a recogniser's partial transcript shows to be complete.</param>
/// <param name="HesitationMs">Ends one that its last word leaves unfinished.</param>
internal sealed record AnswerSilence(int EndSilenceMs, int CompleteMs, int HesitationMs);

internal sealed record ListeningFile(Dictionary<string, AnswerSilence> Questions, string[] Unfinished);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListeningFile))]
internal sealed partial class ListeningFileJson : JsonSerializerContext;
