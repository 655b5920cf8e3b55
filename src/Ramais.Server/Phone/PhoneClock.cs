namespace Ramais.Server.Phone;

/// <summary>The time since a phone's connection was made.</summary>
internal sealed class PhoneClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Waits until the instant; at once when it has passed.</summary>
    /// <returns>False when <paramref name="cancellation"/> came first.</returns>
    public async ValueTask<bool> TryWaitUntilAsync(TimeSpan instant, CancellationToken cancellation)
    {
        // Rounded up: timers count whole milliseconds, and one that fires early would make the caller spin.
        var left = TimeSpan.FromMilliseconds(Math.Ceiling((instant - Now).TotalMilliseconds));
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        return !cancellation.IsCancellationRequested;
    }
}
