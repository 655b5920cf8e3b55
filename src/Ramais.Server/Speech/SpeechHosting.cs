using System.Collections.Frozen;
using System.Collections.Immutable;
using Ramais.Conversation;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>Puts together what hears and what speaks, as the settings say.</summary>
internal static class SpeechHosting
{
    /// <summary>How long an utterance or a sentence may wait for its turn.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public static void AddSpeech(this IServiceCollection services, RamaisSettings settings)
    {
        services.AddSingleton(PromptCatalog.Embedded);
        services.AddSingleton<SpeechMetrics>();
        services.AddSingleton(s => new VoiceList([.. Voices(s, settings.Synthesis)]));
        services.AddSingleton(s => Prompts(s, s.GetRequiredService<VoiceList>(), settings));
        services.AddSingleton(s => new PromptVoices(
            s.GetRequiredService<PromptAudio>(), voice => s.GetRequiredService<VoiceList>().In(voice) is { } other ? Prompts(s, other, settings) : null));
        services.AddSingleton<IPromptAudio>(s => s.GetRequiredService<PromptVoices>());
        services.AddSingleton(s => new PromptPreparation(
            s.GetRequiredService<PromptVoices>(), s.GetRequiredService<PromptAudio>().Voice, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<PromptPreparation>>()));
        if (settings.Recognition.All.Any())
            services.AddSingleton<ISpeechToText>(s => Recognisers(
                settings.Recognition, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<SpeechMetrics>(), s.GetRequiredService<ILogger<LayeredRecogniser>>()));
    }

    /// <summary>Each recogniser once, with one breaker and one count of turns for all extensions that use it.</summary>
    public static RecogniserSet Recognisers(RecognitionSettings settings, TimeProvider time, SpeechMetrics metrics, ILogger log)
    {
        var turns = new SpeechTurns(settings.AtOnce, LongestWait, time);
        metrics.RecognitionTurns.Add(turns);
        var guarded = settings.All.ToDictionary(each => each.Name, each => new GuardedRecogniser(Recogniser(each, time), settings.Limit, time, metrics, log));
        return new(
            Layered(settings.Recognisers), settings.ByExtension.ToFrozenDictionary(own => own.Extension, own => Layered(own.Recognisers)), [.. guarded.Values, turns]);

        ISpeechToText? Layered(ImmutableArray<RecogniserSettings> order) =>
            order.IsEmpty ? null : new LayeredRecogniser([.. order.Select(each => guarded[each.Name])], turns, settings.SendsNames, metrics);
    }

    /// <summary>One recogniser as it is, without limits. The caller disposes of it.</summary>
    public static IRecogniser Recogniser(RecogniserSettings settings, TimeProvider time) => settings switch
    {
        VoskSettings vosk => new VoskRecogniser(vosk, time),
        OpenAiRecogniserSettings openAi => new OpenAiRecogniser(openAi, time),
        AzureRecogniserSettings azure => new AzureRecogniser(azure, time),
        WyomingRecogniserSettings wyoming => new WyomingRecogniser(wyoming, time),
        DeepgramSettings deepgram => new DeepgramRecogniser(deepgram, time),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Name, "There is no such recogniser."),
    };

    /// <summary>One service that speaks, without limits; null for what is on this machine. The caller disposes of it.</summary>
    public static IRemoteVoice? RemoteVoice(VoiceSettings settings, TimeProvider time) => settings switch
    {
        AzureVoiceSettings azure => new AzureVoice(azure, time),
        OpenAiVoiceSettings openAi => new OpenAiVoice(openAi, time),
        WyomingVoiceSettings wyoming => new WyomingVoice(wyoming, time),
        _ => null,
    };

    /// <summary>For the console, in the order in which they are asked; null where only the embedded voice and the keypad are used.</summary>
    public static string? Describe(RamaisSettings settings)
    {
        var (recognition, voices) = (settings.Recognition, settings.Synthesis.Voices);
        if (!recognition.All.Any() && voices is [EspeakSettings])
            return null;
        var own = string.Concat(recognition.ByExtension.Select(each => $"; o ramal {each.Extension}: {Hears(each.Recognisers)}"));
        return $"Quem ouve: {Hears(recognition.Recognisers)}{own}; quem fala: {string.Join(", depois ", voices.Select(v => v.Name))}, depois as gravações";
    }

    /// <summary>Without what may be secret: user, password and query.</summary>
    private static string Hears(ImmutableArray<RecogniserSettings> recognisers) => recognisers.IsEmpty
        ? "só o teclado"
        : string.Join(", depois ", recognisers.Select(r => $"{r.Name} ({r.Address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)})"));

    private static PromptAudio Prompts(IServiceProvider services, VoiceList voices, RamaisSettings settings) => new(
        [.. voices.Voices.Select(voice => new PromptVoice(voice, voice is RecordedVoice ? null : Files(settings, voice, services)))],
        ShippedRecordings.Find, services.GetRequiredService<ILogger<PromptAudio>>());

    private static PromptFiles Files(RamaisSettings settings, ISpeechSynthesizer voice, IServiceProvider services) =>
        new(settings.DataDir, voice.Voice, services.GetRequiredService<ILogger<PromptFiles>>());

    private static IEnumerable<ISpeechSynthesizer> Voices(IServiceProvider services, SynthesisSettings settings)
    {
        var turns = new SpeechTurns(settings.AtOnce, LongestWait, services.GetRequiredService<TimeProvider>());
        services.GetRequiredService<SpeechMetrics>().VoiceTurns.Add(turns);
        return settings.Voices.Select(each => Voice(each, settings.Limit, turns, services));
    }

    private static ISpeechSynthesizer Voice(VoiceSettings settings, TimeSpan limit, SpeechTurns turns, IServiceProvider services)
    {
        var (time, metrics) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<SpeechMetrics>());
        if (RemoteVoice(settings, time) is { } remote)
            return new GuardedVoice(remote, turns, limit, time, metrics, services.GetRequiredService<ILogger<GuardedVoice>>());
        return settings is RecordedVoiceSettings recorded
            ? new RecordedVoice(recorded.Folder)
            : new MeteredVoice(settings.Name, new EspeakSynthesizer(time, services.GetRequiredService<ILogger<EspeakSynthesizer>>()), time, metrics);
    }
}
