using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ramais.Directory;
using Ramais.Voice;

namespace Ramais.Conversation;

/// <summary>Every sentence that Ramais speaks, by key, as data (<c>prompts.pt-BR.json</c>).</summary>
internal sealed class PromptCatalog
{
    /// <summary>The sentence that a condominium may word itself.</summary>
    private const string Greeting = "visitor.greeting";

    private readonly ImmutableDictionary<string, Prompt> _prompts;

    private PromptCatalog(PromptFile file)
    {
        Version = file.Version;
        Variables = [.. file.Variables.Keys];
        _prompts = file.Prompts.ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <summary>The catalogue that ships with the product.</summary>
    public static PromptCatalog Embedded { get; } = LoadEmbedded();

    /// <summary>Counts the changes of the texts.</summary>
    public string Version { get; }

    /// <summary>What may stand in braces; the file says what each is.</summary>
    public ImmutableArray<string> Variables { get; }

    public IEnumerable<string> Keys => _prompts.Keys.Order(StringComparer.Ordinal);

    /// <summary>The prompts as they are recorded once: each without its variables.</summary>
    public IReadOnlyList<PromptText> FixedSentences =>
        [.. Keys.Select(key => new PromptText(key, _prompts[key].Fixed ?? _prompts[key].Text, null))];

    /// <summary>
    /// What can be said without knowing a visit: every sentence of a prompt in which nothing but the condominium is filled in.
    /// </summary>
    /// <param name="condominium">Whose name, greeting and voice; null for what is the same everywhere.</param>
    public IEnumerable<PromptText> KnownSentences(CondominiumDirectory? condominium) =>
        from key in Keys
        let prompt = Render(key, PromptValues.Unknown(condominium)).Text
        from sentence in Sentences.Split(prompt.Text)
        where !PromptValues.IsUnknown(sentence)
        select prompt with { Text = sentence };

    /// <summary>Fills a sentence with what this call knows.</summary>
    /// <exception cref="KeyNotFoundException">The catalogue has no such key: a defect of the program, not of its input.</exception>
    public RenderedPrompt Render(string key, PromptValues values)
    {
        var prompt = _prompts[key];
        var text = key == Greeting && values.Greeting != "" ? values.Greeting : prompt.Text;
        return new(new(key, values.FillIn(text), prompt.Fixed, values.Voice), prompt.Interruptible);
    }

    /// <summary>Reads a catalogue.</summary>
    /// <exception cref="JsonException">The file is not a catalogue.</exception>
    public static PromptCatalog Parse(Stream json)
    {
        var file = JsonSerializer.Deserialize(json, PromptFileJson.Default.PromptFile)
            ?? throw new JsonException("The prompt catalogue is empty.");
        return new(file);
    }

    private static PromptCatalog LoadEmbedded()
    {
        using var stream = typeof(PromptCatalog).Assembly.GetManifestResourceStream("prompts.pt-BR.json")!;
        return Parse(stream);
    }
}

/// <summary>One sentence, ready to be spoken.</summary>
/// <param name="Text">Full text and the recording that replaces it where it can't be synthesized.</param>
/// <param name="Interruptible">Whether a party who speaks stops it.</param>
internal sealed record RenderedPrompt(PromptText Text, bool Interruptible);

/// <summary>One entry of the catalogue file.</summary>
/// <param name="Text">May hold the variables that the file declares, in braces.</param>
/// <param name="Fixed">The same sentence without variables; required when the text has any.</param>
/// <param name="Interruptible">Whether a party who speaks stops it.</param>
internal sealed record Prompt(string Text, string? Fixed, bool Interruptible);

/// <summary>The catalogue file.</summary>
/// <param name="Version">Counts the changes of the texts.</param>
/// <param name="Variables">Each variable and, for translators, what it is filled with.</param>
/// <param name="Prompts">The sentences by key.</param>
internal sealed record PromptFile(string Version, Dictionary<string, string> Variables, Dictionary<string, Prompt> Prompts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(PromptFile))]
internal sealed partial class PromptFileJson : JsonSerializerContext;
