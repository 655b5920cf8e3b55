using Ramais.Server.Phone;
using Ramais.Voice;

namespace Ramais.Server.Demo;

/// <summary>What both parties say and key, in order.</summary>
/// <param name="Visitor">The visitor's lines.</param>
/// <param name="Resident">The resident's lines; empty for one who never answers.</param>
/// <param name="Transcripts">What the scripted recogniser makes of the spoken ones, in the order in which they are heard.</param>
internal sealed record DemoScript(IReadOnlyList<PhoneLine> Visitor, IReadOnlyList<PhoneLine> Resident, IReadOnlyList<string> Transcripts)
{
    private const string Request = "Boa tarde, é uma entrega para o apartamento quinhentos e um.";
    private const string Name = "Meu nome é Marcos.";
    private const string Yes = "Sim, pode entrar.";
    private const string No = "Não, não autorizo.";

    private static readonly TimeSpan NameWithoutVoice = TimeSpan.FromSeconds(1.4);

    /// <param name="options">What is to be shown.</param>
    /// <param name="voice">Speaks the lines; where it cannot, the name by keypad is something like speech, and a demonstration by voice is impossible.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null when the lines need a voice that this machine has not.</returns>
    public static async Task<DemoScript?> WriteAsync(DemoOptions options, ISpeechSynthesizer voice, CancellationToken cancellation)
    {
        var answer = options.Answer == DemoAnswer.Authorize ? Yes : No;
        if (!options.Voice)
        {
            var name = await SpeakAsync(voice, Name, cancellation) ?? new(SyntheticSpeech.Clip(NameWithoutVoice), Name);
            return new([new KeysLine("1"), new KeysLine("501#"), name], Answer(options, new KeysLine(answer == Yes ? "1" : "2")), []);
        }
        var spoken = new List<SpeechLine>();
        foreach (var text in (string[])[Request, Name, answer])
        {
            if (await SpeakAsync(voice, text, cancellation) is not { } line)
                return null;
            spoken.Add(line);
        }
        return new([spoken[0], spoken[1]], Answer(options, spoken[2]), [.. spoken.Select(line => line.Text)]);
    }

    private static IReadOnlyList<PhoneLine> Answer(DemoOptions options, PhoneLine line) => options.Answer == DemoAnswer.None ? [] : [line];

    private static async Task<SpeechLine?> SpeakAsync(ISpeechSynthesizer voice, string text, CancellationToken cancellation) =>
        await voice.SynthesizeAsync(text, cancellation) is { } clip ? new(clip, text) : null;
}
