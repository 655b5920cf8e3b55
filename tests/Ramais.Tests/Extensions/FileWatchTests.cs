using Ramais.Extensions;
using Ramais.Testing;

namespace Ramais.Tests.Extensions;

public sealed class FileWatchTests
{
    [Fact]
    public void A_change_is_reported_once_after_it_has_settled() => VirtualTime.Run(async clock =>
    {
        using var folder = new TemporaryFolder();
        var (path, reports) = (folder.File("f.json"), new List<TimeSpan>());
        File.WriteAllText(path, "1");
        using var stop = new CancellationTokenSource();
        var watch = new FileWatch(path, clock).RunAsync(() => reports.Add(clock.Elapsed), stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(2.5), clock);
        for (var i = 0; i < 3; i++) // somebody is still writing
        {
            File.AppendAllText(path, "more");
            await Task.Delay(TimeSpan.FromSeconds(1), clock);
        }
        Assert.Empty(reports);
        await Task.Delay(TimeSpan.FromSeconds(10), clock);
        Assert.Equal([TimeSpan.FromSeconds(6)], reports);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    });

    [Fact]
    public void A_file_that_is_replaced_by_another_of_the_same_length_is_a_change() => VirtualTime.Run(async clock =>
    {
        using var folder = new TemporaryFolder();
        var (path, reports) = (folder.File("f.json"), 0);
        File.WriteAllText(path, "1");
        using var stop = new CancellationTokenSource();
        var watch = new FileWatch(path, clock).RunAsync(() => reports++, stop.Token);
        AtomicFile.Write(path, "2"u8);
        File.SetLastWriteTimeUtc(path, VirtualTimeProvider.Epoch.UtcDateTime);
        await Task.Delay(TimeSpan.FromSeconds(3), clock);
        Assert.Equal(1, reports);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    });
}
