using Ramais.Server.Providers;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// A recogniser behind its time limit, which counts from the end of speech, its circuit breaker and one more try where that is safe. What
/// goes wrong is counted and logged without a word of what was said.
/// </summary>
internal sealed partial class GuardedRecogniser(IRecogniser recogniser, TimeSpan limit, TimeProvider time, SpeechMetrics metrics, ILogger log)
    : IDisposable, IBreakable
{
    /// <summary>No utterance is longer; what goes on after this was forgotten.</summary>
    private static readonly TimeSpan LongestUtterance = TimeSpan.FromSeconds(60);

    private readonly ILogger _log = log;
    private readonly ProviderBreaker _breaker = metrics.Recognisers.Watch(recogniser.Name, new(time));

    public string Name => recogniser.Name;

    public bool IsPaused => _breaker.IsOpen;

    /// <summary>Recognises, if the provider is not paused.</summary>
    /// <exception cref="ProviderFailedException">There is no answer in time.</exception>
    public async Task<Transcript?> RecogniseAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation)
    {
        var wasOpen = _breaker.IsOpen;
        var from = new StartOfWait(audio, time);
        try
        {
            var transcript = await _breaker.RunAsync(c => InTimeAsync(audio, context, c), cancellation);
            metrics.Recognised(recogniser.Name, from.Elapsed);
            return transcript;
        }
        catch (ProviderFailedException failure)
        {
            metrics.RecognitionFailed(recogniser.Name, failure.Reason);
            if (failure.Reason != ProviderFailure.Paused)
                LogFailed(recogniser.Name, failure.Message, SpeechCures.Of(failure, recogniser.Setting));
            if (!wasOpen && _breaker.IsOpen)
                LogPaused(recogniser.Name);
            throw;
        }
        finally
        {
            from.Dispose();
        }
    }

    public void Dispose() => recogniser.Dispose();

    private async Task<Transcript?> InTimeAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(LongestUtterance + limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        await using var counting = audio.Ended.UnsafeRegister(_ => late.CancelAfter(limit), null);
        try
        {
            return await OnceMore.RunAsync(() => recogniser.RecogniseAsync(audio, context, either.Token), limit, time, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ProviderFailedException(ProviderFailure.Timeout);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reconhecedor {Recogniser}: {Cause}; {Cure}. Confira com ./ramais doctor.")]
    private partial void LogFailed(string recogniser, string cause, string cure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "O reconhecedor {Recogniser} falhou seguidas vezes e fica em pausa de 15 s a 5 min, até responder de novo.")]
    private partial void LogPaused(string recogniser);

    /// <summary>When the party began to wait for this recogniser: at the end of speech, or later where another one failed first.</summary>
    private sealed class StartOfWait : IDisposable
    {
        private readonly TimeProvider _time;
        private readonly CancellationTokenRegistration _registration;
        private long _at;

        public StartOfWait(UtteranceAudio audio, TimeProvider time)
        {
            (_time, _at) = (time, time.GetTimestamp());
            _registration = audio.Ended.UnsafeRegister(_ => Volatile.Write(ref _at, time.GetTimestamp()), null);
        }

        public TimeSpan Elapsed => _time.GetElapsedTime(Volatile.Read(ref _at));

        public void Dispose() => _registration.Dispose();
    }
}
