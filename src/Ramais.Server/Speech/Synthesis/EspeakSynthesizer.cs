using System.ComponentModel;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// The embedded voice: espeak-ng in Brazilian Portuguese, as a program of its own (it is GPL and is never linked). Text goes in by standard
/// input only: never on a command line, never as SSML.
/// </summary>
internal sealed partial class EspeakSynthesizer : ISpeechSynthesizer, IDisposable
{
    /// <summary>Characters of the longest text; a prompt has a few hundred.</summary>
    public const int LongestText = 2000;

    /// <summary>How long a sentence may take, the wait for its turn included, unless told otherwise. It takes 15 ms as a rule.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(10);

    private const string Cure = "apt-get install espeak-ng";

    // Six minutes at 22,050 Hz: far more than the longest text can last.
    private const int LargestOutput = 16 << 20;

    private const string UsualVoice = "pt-br";

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _program;
    private readonly TimeSpan _limit;
    private readonly SemaphoreSlim _turns;
    private int _missingSaid;

    /// <param name="time">Measures the limit.</param>
    /// <param name="logger">Told once when the program is missing.</param>
    /// <param name="program">The program's name or path.</param>
    /// <param name="atOnce">How many may run at once; one per core by default.</param>
    /// <param name="limit">How long a sentence may take; <see cref="DefaultLimit"/> by default.</param>
    public EspeakSynthesizer(
        TimeProvider time, ILogger<EspeakSynthesizer> logger, string program = "espeak-ng", int? atOnce = null, TimeSpan? limit = null)
    {
        _time = time;
        _logger = logger;
        _program = program;
        _limit = limit ?? DefaultLimit;
        _turns = new SemaphoreSlim(atOnce ?? Environment.ProcessorCount);
    }

    /// <inheritdoc/>
    public string Voice => FolderOf(UsualVoice);

    /// <inheritdoc/>
    /// <exception cref="SpeechSynthesisException">The program failed, was too slow, or gave back something that is not sound.</exception>
    public ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation) => SynthesizeAsync(text, UsualVoice, cancellation);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">That is no voice's name: nothing else may reach the command line.</exception>
    public ISpeechSynthesizer In(string voice) => VoiceName.IsValid(voice)
        ? new OtherVoice(this, voice)
        : throw new ArgumentException($"'{voice}' is no voice.", nameof(voice));

    private async ValueTask<AudioClip?> SynthesizeAsync(string text, string voice, CancellationToken cancellation)
    {
        if (text.Length > LongestText)
            throw new SpeechSynthesisException($"frase com {text.Length} caracteres: o limite é {LongestText}; divida-a em frases menores.");
        var plain = EspeakText.Plain(text);
        if (string.IsNullOrWhiteSpace(plain))
            return AudioClip.Empty;
        return await RunInTimeAsync(plain, voice, cancellation) is { } result ? SpeechShaper.Shape(ClipOf(result)) : null;
    }

    public void Dispose() => _turns.Dispose();

    private async Task<SpeechProcessResult?> RunInTimeAsync(string text, string voice, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await RunInTurnAsync(text, voice, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SpeechSynthesisException($"{_program} não terminou em {_limit.TotalSeconds} s: confira a carga da máquina.");
        }
    }

    private async Task<SpeechProcessResult?> RunInTurnAsync(string text, string voice, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await SpeechProcess.RunAsync(_program, ArgumentsFor(voice), text, LargestOutput, cancellation);
        }
        catch (Win32Exception missing)
        {
            if (Interlocked.Exchange(ref _missingSaid, 1) == 0)
                LogMissing(_logger, _program, missing.Message, Cure);
            return null;
        }
        catch (InvalidDataException excess)
        {
            throw new SpeechSynthesisException($"{_program} não para de falar: confira a instalação ({Cure}).", excess);
        }
        finally
        {
            _turns.Release();
        }
    }

    private AudioClip ClipOf(SpeechProcessResult result)
    {
        if (result.ExitCode != 0)
            throw new SpeechSynthesisException($"{_program} terminou com o código {result.ExitCode} ({FirstLine(result.Error)}): confira a instalação ({Cure}).");
        try
        {
            return WavReader.Parse(result.Output, _program);
        }
        catch (WavFormatException garbage)
        {
            throw new SpeechSynthesisException($"{_program} devolveu algo que não é som: confira a instalação ({Cure}).", garbage);
        }
    }

    // A little slower than the default of 175 words a minute: the voice is robotic and a gate is noisy.
    private static string[] ArgumentsFor(string voice) => ["-v", voice, "-s", "160", "-b", "1", "--stdin", "--stdout"];

    /// <summary>"pt-br+f3" is kept in "espeak-pt-br--f3": no name has two hyphens, so no two voices share a folder.</summary>
    private static string FolderOf(string voice) => "espeak-" + voice.Replace("+", "--", StringComparison.Ordinal);

    private static string FirstLine(string error) => error.Trim().Split('\n', 2)[0].TrimEnd() is { Length: > 0 } line ? line : "sem explicação";

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Program} não pôde ser executado ({Cause}); tocam as gravações. Para instalar: {Cure}.")]
    private static partial void LogMissing(ILogger logger, string program, string cause, string cure);

    /// <summary>Another voice of the same program: it shares the turns and the limit.</summary>
    private sealed class OtherVoice(EspeakSynthesizer program, string voice) : ISpeechSynthesizer
    {
        public string Voice => FolderOf(voice);

        public ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation) =>
            program.SynthesizeAsync(text, voice, cancellation);
    }
}
