namespace Ramais.Server.Providers;

/// <summary>The second try of a question that a provider had not begun to answer.</summary>
internal static class OnceMore
{
    /// <summary>Asks again after a failure that says when that is safe and worth it (<see cref="ProviderFailedException.RetryAfter"/>), once.</summary>
    /// <param name="longestPause">A longer one is not waited for.</param>
    public static async Task<T> RunAsync<T>(Func<Task<T>> ask, TimeSpan longestPause, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (ProviderFailedException failed) when (failed.RetryAfter is { } pause && pause < longestPause)
        {
            await Task.Delay(pause, time, cancellation);
        }
        return await ask();
    }
}
