using Polly;
using Polly.CircuitBreaker;
using Ramais.Conversation;
using Ramais.Listeners;

namespace Ramais.Server.Ai;

/// <summary>A provider behind its time limit and its circuit breaker. What goes wrong is counted, logged without a word of the visitor, and gone.</summary>
internal sealed partial class GuardedProvider : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly IUnderstandingProvider _provider;
    private readonly TimeProvider _time;
    private readonly AiMetrics _metrics;
    private readonly ILogger _log;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly ResiliencePipeline<Understanding> _breaker;

    public GuardedProvider(IUnderstandingProvider provider, TimeProvider time, AiMetrics metrics, ILogger log)
    {
        (_provider, _time, _metrics, _log) = (provider, time, metrics, log);
        _breaker = new ResiliencePipelineBuilder<Understanding> { TimeProvider = time }.AddCircuitBreaker(Breaker(_circuit)).Build();
    }

    /// <summary>Asks, if the provider is not paused.</summary>
    /// <returns>Null when it has no answer within <paramref name="limit"/>.</returns>
    public async ValueTask<Understanding?> TryAskAsync(VisitorTurn turn, TimeSpan limit, CancellationToken cancellation)
    {
        var (started, before) = (_time.GetTimestamp(), _circuit.CircuitState);
        try
        {
            var told = await ThroughBreakerAsync(turn, limit, cancellation);
            _metrics.Answered(_provider.Name, _time.GetElapsedTime(started));
            return told;
        }
        catch (BrokenCircuitException)
        {
            _metrics.Failed(_provider.Name, AiFailure.Paused);
        }
        catch (AiFailedException failure)
        {
            _metrics.Failed(_provider.Name, failure.Reason);
            LogFailed(turn.CallId, _provider.Setting, failure.Message);
            if (before != CircuitState.Open && _circuit.CircuitState == CircuitState.Open)
                LogPaused(_provider.Setting);
        }
        return null;
    }

    public void Dispose() => _provider.Dispose();

    private async ValueTask<Understanding> ThroughBreakerAsync(VisitorTurn turn, TimeSpan limit, CancellationToken cancellation)
    {
        // Continues where the call runs: a test that drives the clock must see every step.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellation);
        try
        {
            return await _breaker.ExecuteAsync(async c => await InTimeAsync(turn, limit, c.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Understanding> InTimeAsync(VisitorTurn turn, TimeSpan limit, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await _provider.AskAsync(turn, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new AiFailedException(AiFailure.Timeout);
        }
    }

    /// <summary>
    /// Opens when at least half of three or more turns in ten minutes failed: a gate has few visitors, and each failed turn may cost one of
    /// them seconds. Then one turn tries; as long as it fails, the pause doubles.
    /// </summary>
    private static CircuitBreakerStrategyOptions<Understanding> Breaker(CircuitBreakerStateProvider state) => new()
    {
        ShouldHandle = new PredicateBuilder<Understanding>().Handle<AiFailedException>(),
        FailureRatio = 0.5,
        MinimumThroughput = 3,
        SamplingDuration = TimeSpan.FromMinutes(10),
        BreakDurationGenerator = failed => new(GrowingPause.After(ShortestPause, LongestPause, failed.HalfOpenAttempts + 1)),
        StateProvider = state,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chamada {CallId}: {Setting} {Cause}; a fala é entendida por outro meio. Confira com ./ramais doctor.")]
    private partial void LogFailed(Guid callId, string setting, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Setting} falhou seguidas vezes e fica em pausa de 15 s a 5 min, até responder de novo; as regras embutidas atendem.")]
    private partial void LogPaused(string setting);
}
