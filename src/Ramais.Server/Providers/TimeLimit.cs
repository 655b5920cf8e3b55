namespace Ramais.Server.Providers;

/// <summary>What takes too long is a failed answer, not a cancelled question.</summary>
internal static class TimeLimit
{
    /// <summary>Runs <paramref name="work"/>, which must obey its token, for at most <paramref name="limit"/>.</summary>
    /// <exception cref="ProviderFailedException">The limit passed first.</exception>
    public static async Task<T> RunAsync<T>(TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new ProviderFailedException(ProviderFailure.Timeout);
        }
    }
}
