using Ramais.Server.Providers;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// A service that speaks, behind its turn, its time limit, its circuit breaker and one more try where that is safe. What it speaks comes out
/// as loud and tight as everything else.
/// </summary>
internal sealed partial class GuardedVoice(IRemoteVoice voice, SpeechTurns turns, TimeSpan limit, TimeProvider time, SpeechMetrics metrics, ILogger log)
    : ISpeechSynthesizer, IDisposable, IBreakable
{
    /// <summary>Characters of the longest text; a prompt has a few hundred.</summary>
    public const int LongestText = 2000;

    private readonly ILogger _log = log;
    private readonly ProviderBreaker _breaker = metrics.Voices.Watch(voice.Name, new(time));

    public string Name => voice.Name;

    public bool IsPaused => _breaker.IsOpen;

    /// <inheritdoc/>
    public string Voice => voice.Voice;

    /// <inheritdoc/>
    /// <exception cref="SpeechSynthesisException">The service failed. While it is paused the answer is null: another voice speaks.</exception>
    public async ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation)
    {
        if (text.Length > LongestText)
            throw new SpeechSynthesisException($"frase com {text.Length} caracteres: o limite é {LongestText}; divida-a em frases menores.");
        var (started, wasOpen) = (time.GetTimestamp(), _breaker.IsOpen);
        try
        {
            using var turn = await turns.TakeAsync(cancellation);
            var samples = await _breaker.RunAsync(c => TimeLimit.RunAsync(limit, time, t => OnceMore.RunAsync(() => voice.SpeakAsync(text, t), limit, time, t), c), cancellation);
            metrics.Spoken(voice.Name, time.GetElapsedTime(started));
            return SpeechShaper.Shape(new(samples));
        }
        catch (ProviderFailedException failure)
        {
            metrics.SynthesisFailed(voice.Name, failure.Reason);
            if (failure.Reason == ProviderFailure.Paused)
                return null;
            if (!wasOpen && _breaker.IsOpen)
                LogPaused(voice.Name);
            throw new SpeechSynthesisException($"Voz {voice.Name}: {failure.Message}; {SpeechCures.Of(failure, voice.Setting)}.", failure);
        }
    }

    public void Dispose() => voice.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A voz {Voice} falhou seguidas vezes e fica em pausa de 15 s a 5 min, até responder de novo; fala a próxima.")]
    private partial void LogPaused(string voice);
}
