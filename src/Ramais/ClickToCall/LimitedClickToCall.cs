namespace Ramais.ClickToCall;

/// <summary>
/// One transport with a limit in time, and counted. Where it stays open whether a telephone rings, it is asked to stop before anybody tries
/// again: a second request must not be a second telephone ringing.
/// </summary>
internal sealed class LimitedClickToCall(IClickToCall transport, TimeSpan limit, TimeProvider time, RingMetrics metrics) : IClickToCall
{
    /// <summary>A transport that has just failed gets less time for the cancel: the visitor is waiting for the next one.</summary>
    private static readonly TimeSpan DoubtLimit = TimeSpan.FromSeconds(2);

    public string Name => transport.Name;

    /// <param name="cancellation">Keeps the request from leaving. One that has left is waited for, up to the limit.</param>
    public async Task RingAsync(RingRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            await WithinAsync(limit, token => transport.RingAsync(request, token));
            metrics.Count(Name, RingMetrics.Accepted);
        }
        catch (ClickToCallException failure)
        {
            metrics.Count(Name, failure.MayRing ? RingMetrics.Unknown : RingMetrics.Refused);
            if (failure.MayRing)
                await QuietenAsync(request);
            throw;
        }
    }

    /// <param name="cancellation">Not heeded: a telephone must not ring on because somebody stopped waiting.</param>
    public Task CancelAsync(RingRequest request, CancellationToken cancellation) =>
        WithinAsync(limit, token => transport.CancelAsync(request, token));

    private async Task QuietenAsync(RingRequest request)
    {
        try
        {
            await WithinAsync(DoubtLimit, token => transport.CancelAsync(request, token));
        }
        catch (ClickToCallException)
        {
            // the failure that led here is reported, and says the same
        }
    }

    private async Task WithinAsync(TimeSpan span, Func<CancellationToken, Task> work)
    {
        using var deadline = new CancellationTokenSource(span, time);
        try
        {
            await work(deadline.Token);
        }
        catch (OperationCanceledException late) when (deadline.IsCancellationRequested)
        {
            throw new ClickToCallException(
                $"{Name}: sem resposta em {span.TotalSeconds:0.#} s; veja se o serviço está parado ou sobrecarregado", late)
            { MayRing = true };
        }
    }
}
