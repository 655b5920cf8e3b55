using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Voice;

namespace Ramais.Server.Doctor;

/// <summary>
/// Has each configured voice speak one sentence, and each recogniser listen to it. One that fails is a warning: the next one, the embedded
/// voice, the recordings and the keypad serve calls.
/// </summary>
internal static class SpeechChecks
{
    private const string Voice = "voz";
    private const string Hearing = "reconhecimento";
    private const string Sentence = "Bom dia, é uma entrega para o apartamento quinhentos e um.";

    private static readonly RecognitionContext Context = new([], static _ => { });

    public static async Task<IReadOnlyList<Finding>> RunAsync(RamaisSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var spoken = default(AudioClip);
        foreach (var voice in settings.Synthesis.Voices)
        {
            var (finding, clip) = await SpeakAsync(voice, settings.Synthesis.Limit, time, cancellation);
            findings.AddRange(finding is null ? [] : [finding]);
            spoken ??= clip;
        }
        if (!settings.Recognition.All.Any())
            return [.. findings, Finding.Good(Hearing, "nenhum configurado; só o teclado responde")];
        spoken ??= await EmbeddedAsync(time, cancellation);
        foreach (var recogniser in settings.Recognition.All)
            findings.Add(await ListenAsync(recogniser, settings.Recognition.Limit, spoken, time, cancellation));
        return findings;
    }

    private static async Task<(Finding? Finding, AudioClip? Spoken)> SpeakAsync(VoiceSettings settings, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        if (settings is RecordedVoiceSettings recorded)
            return (Recordings(recorded.Folder), null);
        if (SpeechHosting.RemoteVoice(settings, time) is not { } voice)
            return (null, null); // whether espeak-ng is there is said elsewhere
        using (voice)
        {
            var started = time.GetTimestamp();
            try
            {
                var clip = new AudioClip(await TimeLimit.RunAsync(limit, time, c => voice.SpeakAsync(Sentence, c), cancellation));
                return (Finding.Good(Voice, $"{voice.Name} falou {Seconds(clip.Duration)} de som em {Seconds(time.GetElapsedTime(started))}"), SpeechShaper.Shape(clip));
            }
            catch (ProviderFailedException failure)
            {
                return (Finding.Warning(Voice, $"{voice.Name} {failure.Message}", SpeechCures.Of(failure, voice.Setting)), null);
            }
        }
    }

    private static Finding Recordings(string folder)
    {
        if (!System.IO.Directory.Exists(folder))
            return Finding.Warning(Voice, $"a pasta {folder} não existe", "crie-a com arquivos CHAVE.wav, ou tire wav de TTS");
        var keys = PromptCatalog.Embedded.Keys.ToHashSet(StringComparer.Ordinal);
        var names = System.IO.Directory.EnumerateFiles(folder, "*.wav").Select(file => Path.GetFileNameWithoutExtension(file)).ToList();
        return names.Find(name => !keys.Contains(name)) is { } stranger
            ? Finding.Warning(Voice, $"{stranger}.wav, em {folder}, não é chave de nenhuma frase", "as chaves estão em docs/speech.md")
            : Finding.Good(Voice, $"{names.Count} frases gravadas em {folder}");
    }

    private static async Task<AudioClip?> EmbeddedAsync(TimeProvider time, CancellationToken cancellation)
    {
        using var espeak = new EspeakSynthesizer(time, NullLogger<EspeakSynthesizer>.Instance);
        try
        {
            return await espeak.SynthesizeAsync(Sentence, cancellation);
        }
        catch (SpeechSynthesisException)
        {
            return null; // the check of the embedded voice tells the cure
        }
    }

    private static async Task<Finding> ListenAsync(RecogniserSettings settings, TimeSpan limit, AudioClip? spoken, TimeProvider time, CancellationToken cancellation)
    {
        if (spoken is null)
            return Finding.Warning(Hearing, $"{settings.Name} não foi experimentado: nenhuma voz falou a frase", "instale o espeak-ng com: sudo apt-get install espeak-ng");
        using var recogniser = SpeechHosting.Recogniser(settings, time);
        using var audio = new UtteranceAudio();
        audio.Append(spoken.Samples.Span);
        audio.Complete();
        var started = time.GetTimestamp();
        try
        {
            var transcript = await TimeLimit.RunAsync(limit, time, c => recogniser.RecogniseAsync(audio, Context, c), cancellation);
            return Judge(recogniser.Name, transcript?.Text ?? "", time.GetElapsedTime(started));
        }
        catch (ProviderFailedException failure)
        {
            return Finding.Warning(Hearing, $"{recogniser.Name} {failure.Message}", SpeechCures.Of(failure, recogniser.Setting));
        }
    }

    private static Finding Judge(string recogniser, string text, TimeSpan took)
    {
        var slots = VisitorRules.Understand(text, Asked.Open, new CondominiumDirectory(0, "", []));
        var understood = $"{recogniser} entendeu \"{Printable(text)}\" em {Seconds(took)}";
        return slots is { Intent: VisitIntent.Delivery, ApartmentNumber: "501" }
            ? Finding.Good(Hearing, understood)
            : Finding.Warning(Hearing, understood, $"a frase era \"{Sentence}\"; prefira um modelo maior, ou outra voz para o exame");
    }

    /// <summary>What the service wrote goes to a terminal.</summary>
    private static string Printable(string text) => string.Concat(text.Where(c => !char.IsControl(c)).Take(100));

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");
}
