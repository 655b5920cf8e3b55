using System.Collections.Immutable;
using Ramais.Voice;

namespace Ramais.Server.Settings;

/// <summary>STT, TTS and what each of their providers needs.</summary>
internal sealed partial class SettingsReader
{
    private const string Recognisers = "none, ou vosk, openai, azure, wyoming e deepgram, separados por vírgula na ordem de preferência";
    private const string Voices = "espeak, azure, openai, wyoming e wav, separados por vírgula na ordem de preferência";
    private const string Service = "um endereço http:// ou https://";

    private RecognitionSettings ReadRecognition()
    {
        var defaults = new RecognitionSettings();
        return new()
        {
            Recognisers = Text("STT") is { } usual ? RecognisersOf("STT", usual, Recognisers) : defaults.Recognisers,
            ByExtension = Text("STT_EXTENSIONS") is { } own ? ReadExtensions(own) : defaults.ByExtension,
            AtOnce = Whole("STT_AT_ONCE", defaults.AtOnce, 1, 1000),
            Limit = Seconds("STT_SECONDS", defaults.Limit, 1, 6),
            SendsNames = Flag("STT_HINTS", defaults.SendsNames),
        };
    }

    private SynthesisSettings ReadSynthesis()
    {
        var defaults = new SynthesisSettings();
        return new()
        {
            Voices = Text("TTS") is null ? defaults.Voices : List("TTS", Text("TTS")!, Voice, Voices),
            AtOnce = Whole("TTS_AT_ONCE", defaults.AtOnce, 1, 1000),
            Limit = Seconds("TTS_SECONDS", defaults.Limit, 1, 30),
        };
    }

    private ImmutableArray<RecogniserSettings> RecognisersOf(string name, string value, string expected) =>
        value.Equals("none", StringComparison.OrdinalIgnoreCase) ? [] : List(name, value, Recogniser, expected);

    private ImmutableArray<ExtensionRecognisers> ReadExtensions(string value)
    {
        const string Expected = "ramais de IA com os seus reconhecedores, como 2018519=vosk,openai;2018521=none";
        var entries = value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=', 2, StringSplitOptions.TrimEntries)).ToList();
        if (entries.TrueForAll(entry => entry is [{ Length: > 0 }, { Length: > 0 }]) && entries.DistinctBy(entry => entry[0]).Count() == entries.Count)
            return [.. entries.Select(entry => new ExtensionRecognisers(entry[0], RecognisersOf("STT_EXTENSIONS", entry[1], Expected)))];
        _faults.Add($"STT_EXTENSIONS=\"{value}\": espera-se {Expected}.");
        return [];
    }

    private RecogniserSettings? Recogniser(string name) => name switch
    {
        "vosk" => new VoskSettings(Url("VOSK_URL", "ws://localhost:2700", "um endereço ws:// ou wss://", "ws", "wss"), Flag("VOSK_GRAMMAR", false)),
        "openai" => new OpenAiRecogniserSettings(
            Url("STT_OPENAI_URL", "https://api.openai.com/v1", Service, "http", "https"), Text("STT_OPENAI_MODEL") ?? "whisper-1", Secret("STT_OPENAI_KEY")),
        "azure" => new AzureRecogniserSettings(AzureUrl("AZURE_SPEECH_STT_URL", "stt"), RequiredSecret("AZURE_SPEECH_KEY", "a chave do recurso Speech")),
        "wyoming" => new WyomingRecogniserSettings(
            Url("WYOMING_STT_URL", "tcp://localhost:10300", "um endereço tcp://máquina:porta", "tcp"), Rate("WYOMING_STT_RATE", 16000)),
        "deepgram" => new DeepgramSettings(
            Url("DEEPGRAM_URL", "wss://api.deepgram.com", "um endereço ws:// ou wss://", "ws", "wss"), Text("DEEPGRAM_MODEL") ?? "nova-3", RequiredSecret("DEEPGRAM_KEY", "a chave do projeto na Deepgram")),
        _ => null,
    };

    private VoiceSettings? Voice(string name) => name switch
    {
        "espeak" => new EspeakSettings(),
        "azure" => new AzureVoiceSettings(
            AzureUrl("AZURE_SPEECH_TTS_URL", "tts"), VoiceName("AZURE_SPEECH_VOICE", "pt-BR-FranciscaNeural"), RequiredSecret("AZURE_SPEECH_KEY", "a chave do recurso Speech")),
        "openai" => new OpenAiVoiceSettings(
            Url("TTS_OPENAI_URL", "https://api.openai.com/v1", Service, "http", "https"), Text("TTS_OPENAI_MODEL") ?? "tts-1",
            Text("TTS_OPENAI_VOICE") ?? "nova", Rate("TTS_OPENAI_RATE", 24000), Secret("TTS_OPENAI_KEY")),
        "wyoming" => new WyomingVoiceSettings(Url("WYOMING_TTS_URL", "tcp://localhost:10200", "um endereço tcp://máquina:porta", "tcp"), Text("WYOMING_TTS_VOICE")),
        "wav" => new RecordedVoiceSettings(Text("TTS_WAV_DIR") ?? Path.Combine(Text("DATA_DIR") ?? new RamaisSettings().DataDir, "frases")),
        _ => null,
    };

    private ImmutableArray<T> List<T>(string name, string value, Func<string, T?> parse, string expected)
        where T : class
    {
        var names = value.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries);
        T?[] parsed = names.Distinct().Count() == names.Length ? [.. names.Select(parse)] : [null];
        if (!parsed.Contains(null))
            return [.. parsed.OfType<T>()];
        _faults.Add($"{name}=\"{value}\": espera-se {expected}.");
        return [];
    }

    private Uri Url(string name, string fallback, string expected, params string[] schemes) => Value(
        name,
        new Uri(fallback),
        text => Uri.TryCreate(text, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme) && (url.Scheme != "tcp" || url.Port > 0) ? url : null,
        expected);

    /// <summary>The address of a region, unless one is given: a sovereign cloud's, or a container's.</summary>
    private Uri AzureUrl(string name, string service)
    {
        if (Text(name) is null && Text("AZURE_SPEECH_REGION") is null)
            Require("AZURE_SPEECH_REGION", $"a região do recurso Speech, como brazilsouth, ou um endereço em {name}");
        var region = Value("AZURE_SPEECH_REGION", "brazilsouth", text => text.All(char.IsAsciiLetterOrDigit) ? text : null, "uma região como brazilsouth");
        return Url(name, $"https://{region}.{service}.speech.microsoft.com", Service, "http", "https");
    }

    private int Rate(string name, int fallback) => Struct(
        name, fallback, text => int.TryParse(text, out var rate) && Resampler.Supports(rate) ? rate : (int?)null, "uma taxa de amostragem, como 8000, 16000 ou 24000");

    private string VoiceName(string name, string fallback) => Value(
        name, fallback, text => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '.') ? text : null, "o nome de uma voz, como pt-BR-FranciscaNeural");
}
