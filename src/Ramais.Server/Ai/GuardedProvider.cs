using Ramais.Conversation;
using Ramais.Server.Providers;

namespace Ramais.Server.Ai;

/// <summary>A provider behind its time limit and its circuit breaker. What goes wrong is counted, logged without a word of the visitor, and gone.</summary>
internal sealed partial class GuardedProvider(IUnderstandingProvider provider, TimeProvider time, AiMetrics metrics, ILogger log) : IDisposable, IBreakable
{
    private readonly ILogger _log = log;
    private readonly ProviderBreaker _breaker = metrics.Paused.Watch(provider.Name, new(time));

    public string Name => provider.Name;

    public bool IsPaused => _breaker.IsOpen;

    /// <summary>Asks, if the provider is not paused.</summary>
    /// <returns>Null when it has no answer within <paramref name="limit"/>.</returns>
    public async ValueTask<Understanding?> TryAskAsync(VisitorTurn turn, TimeSpan limit, CancellationToken cancellation)
    {
        var (started, wasOpen) = (time.GetTimestamp(), _breaker.IsOpen);
        try
        {
            var told = await _breaker.RunAsync(c => TimeLimit.RunAsync(limit, time, t => provider.AskAsync(turn, t), c), cancellation);
            metrics.Answered(provider.Name, time.GetElapsedTime(started));
            return told;
        }
        catch (ProviderFailedException failure)
        {
            metrics.Failed(provider.Name, failure.Reason);
            if (failure.Reason != ProviderFailure.Paused)
                LogFailed(turn.CallId, provider.Setting, failure.Message);
            if (!wasOpen && _breaker.IsOpen)
                LogPaused(provider.Setting);
            return null;
        }
    }

    public void Dispose() => provider.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chamada {CallId}: {Setting} {Cause}; a fala é entendida por outro meio. Confira com ./ramais doctor.")]
    private partial void LogFailed(Guid callId, string setting, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Setting} falhou seguidas vezes e fica em pausa de 15 s a 5 min, até responder de novo; as regras embutidas atendem.")]
    private partial void LogPaused(string setting);
}
