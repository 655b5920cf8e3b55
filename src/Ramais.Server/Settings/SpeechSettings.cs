using System.Collections.Immutable;

namespace Ramais.Server.Settings;

/// <summary>What hears.</summary>
internal sealed record RecognitionSettings
{
    /// <summary>In the order in which they are asked; empty leaves the keypad.</summary>
    public ImmutableArray<RecogniserSettings> Recognisers { get; init; } = [];

    /// <summary>Extensions that have others, or none.</summary>
    public ImmutableArray<ExtensionRecognisers> ByExtension { get; init; } = [];

    /// <summary>Every recogniser that some extension uses, once.</summary>
    public IEnumerable<RecogniserSettings> All => Recognisers.Concat(ByExtension.SelectMany(own => own.Recognisers)).DistinctBy(each => each.Name);

    /// <summary>How many utterances are recognised at once. A recogniser takes about a quarter of a core where it runs on this machine.</summary>
    public int AtOnce { get; init; } = 4 * Environment.ProcessorCount;

    /// <summary>How long one recogniser may take from the end of speech.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Whether recognisers are told the names of the directory.</summary>
    public bool SendsNames { get; init; } = true;
}

/// <summary>What hears one extension.</summary>
/// <param name="Extension">Its AI number.</param>
/// <param name="Recognisers">In order; empty leaves the keypad.</param>
internal sealed record ExtensionRecognisers(string Extension, ImmutableArray<RecogniserSettings> Recognisers);

/// <summary>One recogniser and what it needs.</summary>
/// <param name="Name">As in STT.</param>
/// <param name="Address">Where it is.</param>
internal abstract record RecogniserSettings(string Name, Uri Address);

/// <param name="Url">ws:// or wss://.</param>
/// <param name="ClosedGrammar">Only everyday words and the names of the directory are recognised.</param>
internal sealed record VoskSettings(Uri Url, bool ClosedGrammar) : RecogniserSettings("vosk", Url);

/// <param name="Url">Up to and with <c>/v1</c>.</param>
/// <param name="Model">Its name there.</param>
/// <param name="Key">Null where the server wants none.</param>
internal sealed record OpenAiRecogniserSettings(Uri Url, string Model, Secret? Key) : RecogniserSettings("openai", Url);

/// <param name="Url">Scheme and host.</param>
/// <param name="Key">Of the Speech resource.</param>
internal sealed record AzureRecogniserSettings(Uri Url, Secret Key) : RecogniserSettings("azure", Url);

/// <param name="Url">tcp://host:port.</param>
/// <param name="Rate">Samples a second that the service is sent.</param>
internal sealed record WyomingRecogniserSettings(Uri Url, int Rate) : RecogniserSettings("wyoming", Url);

/// <param name="Url">Scheme and host, ws:// or wss://.</param>
/// <param name="Model">Its name there.</param>
/// <param name="Key">Of the project.</param>
internal sealed record DeepgramSettings(Uri Url, string Model, Secret Key) : RecogniserSettings("deepgram", Url);

/// <summary>What speaks.</summary>
internal sealed record SynthesisSettings
{
    private static readonly ImmutableArray<VoiceSettings> Embedded = [new EspeakSettings()];

    /// <summary>In the order in which they are asked. The recordings that ship come after the last.</summary>
    public ImmutableArray<VoiceSettings> Voices { get; init; } = Embedded;

    /// <summary>How many sentences are synthesized at once by services; espeak-ng runs once per core.</summary>
    public int AtOnce { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>How long one voice may take for a sentence.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(8);
}

/// <summary>One voice and what it needs.</summary>
/// <param name="Name">As in TTS.</param>
internal abstract record VoiceSettings(string Name);

internal sealed record EspeakSettings() : VoiceSettings("espeak");

/// <param name="Url">Scheme and host.</param>
/// <param name="Voice">As <c>pt-BR-FranciscaNeural</c>.</param>
/// <param name="Key">Of the Speech resource.</param>
internal sealed record AzureVoiceSettings(Uri Url, string Voice, Secret Key) : VoiceSettings("azure");

/// <param name="Url">Up to and with <c>/v1</c>.</param>
/// <param name="Model">Its name there.</param>
/// <param name="Voice">Its name there.</param>
/// <param name="Rate">Samples a second of what it answers as <c>pcm</c>.</param>
/// <param name="Key">Null where the server wants none.</param>
internal sealed record OpenAiVoiceSettings(Uri Url, string Model, string Voice, int Rate, Secret? Key) : VoiceSettings("openai");

/// <param name="Url">tcp://host:port.</param>
/// <param name="Voice">Its name there; null leaves the service's own.</param>
internal sealed record WyomingVoiceSettings(Uri Url, string? Voice) : VoiceSettings("wyoming");

/// <param name="Folder">Has files named after keys of the catalogue.</param>
internal sealed record RecordedVoiceSettings(string Folder) : VoiceSettings("wav");
