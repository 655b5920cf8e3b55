namespace Ramais.Extensions;

/// <summary>AUTO_REFRESH: takes for granted that something may have changed whenever <paramref name="interval"/> has passed.</summary>
internal sealed class Polling(TimeSpan interval, TimeProvider time) : IChangeFeed
{
    public async Task RunAsync(Action changed, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stopping))
            changed();
    }
}
