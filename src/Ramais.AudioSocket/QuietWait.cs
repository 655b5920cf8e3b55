namespace Ramais.AudioSocket;

internal static class QuietWait
{
    /// <summary>Waits for a task, a time or a cancellation, whichever comes first, and says nothing of which; look at the task.</summary>
    public static async ValueTask WaitQuietlyAsync(this Task task, TimeSpan limit, TimeProvider time, CancellationToken cancellation = default)
    {
        if (limit > TimeSpan.Zero)
            await task.WaitAsync(limit, time, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
