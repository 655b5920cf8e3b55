using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ramais.Voice;

namespace Ramais.Conversation;

/// <summary>Every sentence that Ramais speaks, by key, as data (<c>prompts.pt-BR.json</c>).</summary>
internal sealed class PromptCatalog
{
    private readonly ImmutableDictionary<string, Prompt> _prompts;

    private PromptCatalog(string version, ImmutableDictionary<string, Prompt> prompts)
    {
        Version = version;
        _prompts = prompts;
    }

    /// <summary>The catalogue that ships with the product.</summary>
    public static PromptCatalog Embedded { get; } = LoadEmbedded();

    public string Version { get; }

    public IEnumerable<string> Keys => _prompts.Keys.Order(StringComparer.Ordinal);

    /// <summary>The sentences that never vary: they can be recorded once and prepared at start.</summary>
    public IReadOnlyList<PromptText> FixedSentences =>
        [.. Keys.Select(key => new PromptText(key, _prompts[key].Fixed ?? _prompts[key].Text, null))];

    /// <summary>Fills a sentence with what this call knows.</summary>
    /// <exception cref="KeyNotFoundException">The catalogue has no such key: a defect of the program, not of its input.</exception>
    public RenderedPrompt Render(string key, PromptValues values)
    {
        var prompt = _prompts[key];
        return new(new(key, values.FillIn(prompt.Text), prompt.Fixed), prompt.Interruptible);
    }

    /// <summary>Reads a catalogue.</summary>
    /// <exception cref="JsonException">The file is not a catalogue.</exception>
    public static PromptCatalog Parse(Stream json)
    {
        var file = JsonSerializer.Deserialize(json, PromptFileJson.Default.PromptFile)
            ?? throw new JsonException("The prompt catalogue is empty.");
        return new(file.Version, file.Prompts.ToImmutableDictionary(StringComparer.Ordinal));
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
/// <param name="Text">May hold {condominium}, {apartment}, {visitor}, {choices} and {reply}.</param>
/// <param name="Fixed">The same sentence without variables; required when the text has any.</param>
/// <param name="Interruptible">Whether a party who speaks stops it.</param>
internal sealed record Prompt(string Text, string? Fixed, bool Interruptible);

internal sealed record PromptFile(string Version, Dictionary<string, Prompt> Prompts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(PromptFile))]
internal sealed partial class PromptFileJson : JsonSerializerContext;
