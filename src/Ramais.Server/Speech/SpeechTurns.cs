using System.Threading.RateLimiting;
using Ramais.Server.Providers;

namespace Ramais.Server.Speech;

/// <summary>So many at once; who waits longest is next, and nobody waits for ever.</summary>
internal sealed class SpeechTurns(int atOnce, TimeSpan longestWait, TimeProvider time) : IDisposable
{
    /// <summary>More wait only where something is broken; they are told at once.</summary>
    private const int MaxWaiting = 1000;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atOnce,
        QueueLimit = MaxWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>How many wait. Any thread.</summary>
    public long Waiting => _limiter.GetStatistics()?.CurrentQueuedCount ?? 0;

    /// <summary>Waits for a turn, which ends when the lease is disposed of.</summary>
    /// <exception cref="ProviderFailedException">It did not come in time.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(longestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            var lease = await _limiter.AcquireAsync(1, either.Token);
            return lease.IsAcquired ? lease : throw new ProviderFailedException(ProviderFailure.Busy);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ProviderFailedException(ProviderFailure.Busy);
        }
    }

    public void Dispose() => _limiter.Dispose();
}
