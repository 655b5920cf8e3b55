using Polly;
using Polly.CircuitBreaker;
using Ramais.Listeners;

namespace Ramais.Server.Providers;

/// <summary>
/// Leaves a provider alone after it failed often. It opens when at least half of three or more questions in ten minutes failed: a gate has few
/// visitors, and each failure may cost one of them seconds. Then one question tries; as long as it fails, the pause doubles. A trial that is
/// cancelled, as by a visitor who speaks over it, tells nothing: the next question tries.
/// </summary>
internal sealed class ProviderBreaker
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly ResiliencePipeline _pipeline;
    private int _cancelledTrials; // since it opened; the circuit's own lock guards it

    public ProviderBreaker(TimeProvider time) =>
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddCircuitBreaker(Options()).Build();

    /// <summary>The provider is not asked just now.</summary>
    public bool IsOpen => _circuit.CircuitState == CircuitState.Open;

    /// <summary>Asks, unless the provider is paused.</summary>
    /// <exception cref="ProviderFailedException">As <paramref name="ask"/> threw it, or: it is paused.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        // Continues where the call runs: a test that drives the clock must see every step.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellation);
        try
        {
            return await _pipeline.ExecuteAsync(async c => await ask(c.CancellationToken), context);
        }
        catch (BrokenCircuitException)
        {
            throw new ProviderFailedException(ProviderFailure.Paused);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private CircuitBreakerStrategyOptions Options() => new()
    {
        // Polly takes for a success what it does not handle, so a cancelled trial is handled: as a failure without a pause.
        ShouldHandle = asked => new(asked.Outcome.Exception is ProviderFailedException || (asked.Outcome.Exception is OperationCanceledException && _circuit.CircuitState == CircuitState.HalfOpen)),
        FailureRatio = 0.5,
        MinimumThroughput = 3,
        SamplingDuration = TimeSpan.FromMinutes(10),
        BreakDurationGenerator = failed => new(Pause(failed.HalfOpenAttempts, failed.Context.CancellationToken.IsCancellationRequested)),
        StateProvider = _circuit,
    };

    private TimeSpan Pause(int trials, bool cancelled)
    {
        _cancelledTrials = trials == 0 ? 0 : _cancelledTrials + (cancelled ? 1 : 0);
        return trials > 0 && cancelled ? TimeSpan.Zero : GrowingPause.After(ShortestPause, LongestPause, trials - _cancelledTrials + 1);
    }
}
