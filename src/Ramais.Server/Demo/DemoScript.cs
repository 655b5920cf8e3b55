using Ramais.Server.Phone;
using Ramais.Voice;

namespace Ramais.Server.Demo;

/// <summary>One line of a party.</summary>
/// <param name="Line">What is said or keyed.</param>
/// <param name="Prompt">The sentence that the party has to hear begin before; null when it waits for its turn.</param>
/// <param name="After">How much of that sentence it listens to: people who know what comes do not wait for the end.</param>
internal sealed record DemoLine(PhoneLine Line, string? Prompt = null, double After = 0);

/// <summary>What both parties say and key, in order.</summary>
/// <param name="Visitor">The visitor's lines.</param>
/// <param name="Resident">The resident's lines; empty for one who never answers.</param>
/// <param name="Transcripts">What the scripted recogniser makes of the spoken ones, in the order in which they are heard.</param>
internal sealed record DemoScript(IReadOnlyList<DemoLine> Visitor, IReadOnlyList<DemoLine> Resident, IReadOnlyList<string> Transcripts)
{
    private const string Request = "Boa tarde, é uma entrega para o apartamento quinhentos e um.";
    private const string Name = "Meu nome é Marcos.";
    private const string Yes = "Sim, pode entrar.";
    private const string No = "Não, não autorizo.";

    private const string AskIntent = "visitor.ask_intent";
    private const string AskApartment = "visitor.ask_apartment";
    private const string AskResident = "resident.ask";

    private static readonly TimeSpan NameWithoutVoice = TimeSpan.FromSeconds(1.4);

    /// <param name="options">What is to be shown.</param>
    /// <param name="voice">Speaks the lines. Where it cannot, the name by keypad is something like speech, and a demonstration by voice is impossible.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null when the lines need a voice that this machine has not.</returns>
    public static Task<DemoScript?> WriteAsync(DemoOptions options, ISpeechSynthesizer voice, CancellationToken cancellation) =>
        options.Voice ? ByVoiceAsync(options, voice, cancellation) : ByKeysAsync(options, voice, cancellation);

    private static async Task<DemoScript?> ByKeysAsync(DemoOptions options, ISpeechSynthesizer voice, CancellationToken cancellation)
    {
        var name = await SpeakAsync(voice, Name, cancellation) ?? new(SyntheticSpeech.Clip(NameWithoutVoice), Name);
        var (key, after) = options.Answer == DemoAnswer.Authorize ? ("1", 2.5) : ("2", 4.5);
        return new(
            [Interrupting(new KeysLine("1"), AskIntent, 2), Interrupting(new KeysLine("501#"), AskApartment, 2), new(name)],
            options.Answer == DemoAnswer.None ? [] : [Interrupting(new KeysLine(key), AskResident, after)],
            []);
    }

    private static async Task<DemoScript?> ByVoiceAsync(DemoOptions options, ISpeechSynthesizer voice, CancellationToken cancellation)
    {
        var answer = options.Answer == DemoAnswer.Authorize ? Yes : No;
        if (await SpeakAsync(voice, Request, cancellation) is not { } request
            || await SpeakAsync(voice, Name, cancellation) is not { } name
            || await SpeakAsync(voice, answer, cancellation) is not { } reply)
            return null;
        return new(
            [Interrupting(request, AskIntent, 2.5), new(name)],
            options.Answer == DemoAnswer.None ? [] : [Interrupting(reply, AskResident, 2.5)],
            [Request, Name, answer]);
    }

    private static DemoLine Interrupting(PhoneLine line, string prompt, double after) => new(line with { Interrupts = true }, prompt, after);

    private static async Task<SpeechLine?> SpeakAsync(ISpeechSynthesizer voice, string text, CancellationToken cancellation) =>
        await voice.SynthesizeAsync(text, cancellation) is { } clip ? new(clip, text) : null;
}
