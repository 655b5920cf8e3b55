using Ramais.Extensions;
using Ramais.Testing;

namespace Ramais.Tests.Extensions;

public sealed class PollingTests
{
    [Fact]
    public void Each_interval_is_a_hint() => VirtualTime.Run(async clock =>
    {
        var hints = new List<TimeSpan>();
        using var stop = new CancellationTokenSource();
        var polling = new Polling(TimeSpan.FromSeconds(30), clock).RunAsync(() => hints.Add(clock.Elapsed), stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(100), clock);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);
        Assert.Equal([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90)], hints);
    });
}
