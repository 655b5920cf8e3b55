using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Media;
using Ramais.Testing;

namespace Ramais.Benchmarks.Macro;

/// <summary>What dynamic extensions cost: opening, closing, keeping and reloading many listeners, and the way of a notification to a port.</summary>
internal static class ExtensionsBench
{
    private const int Many = 10_000;
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        var figures = new List<Figure>();
        await OpenAndCloseAsync(figures);
        await ReloadAsync(figures);
        await NotifyBench.RunAsync(figures);
        Figure.Report("extensions", figures);
        return 0;
    }

    /// <summary>10,000 listeners of 5,000 extensions, by the live set that the server uses.</summary>
    private static async Task OpenAndCloseAsync(List<Figure> figures)
    {
        var (opening, closing) = (new List<double>(), new List<double>());
        var (own, kernel) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            using var loops = Loops();
            using var live = Live(loops);
            var memory = Memory.Now();
            opening.Add(await MillisecondsAsync(() => live.ApplyAsync(Snapshot(SampleRows.Of(Many / 2)), CancellationToken.None)));
            var after = Memory.Now();
            own.Add((after.Managed - memory.Managed) / 1024.0 / Many);
            kernel.Add((after.KernelSlab - memory.KernelSlab) / 1024.0 / Many);
            closing.Add(await MillisecondsAsync(() => live.ApplyAsync(Snapshot([]), CancellationToken.None)));
            await live.StopAsync(TimeSpan.Zero);
        }
        figures.Add(Figure.Of($"open {Many} listeners", "ms", opening));
        figures.Add(Figure.Of($"close {Many} listeners", "ms", closing));
        figures.Add(Figure.Of("memory of an idle listener, managed", "KiB", own));
        figures.Add(Figure.Of("memory of an idle listener, kernel slabs of the whole machine", "KiB", kernel));
    }

    /// <summary>
    /// 10,000 rows in the file, one in a hundred moved: read, judge, plan, bind and unbind. What a reload leaves alone may be listeners in memory:
    /// twenty thousand sockets are more than many a machine lets a process have.
    /// </summary>
    private static async Task ReloadAsync(List<Figure> figures)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("ramais-bench-");
        var file = new JsonExtensionFile(Path.Combine(folder.FullName, "ramais_config.json"));
        var before = SampleRows.Of(Many);
        file.Save(before);
        var times = new List<double>();
        using (var loops = Loops())
        using (var live = Live(new FirstInMemory(loops, 2 * Many)))
        using (var stop = new CancellationTokenSource())
        {
            var reloader = ReloaderOver(file, live, folder.FullName);
            var running = reloader.RunAsync(stop.Token);
            await reloader.FirstLoad;
            for (var round = 0; round < 2 * Rounds; round++)
            {
                file.Save(round % 2 == 0 ? SampleRows.Moved(before) : before);
                times.Add(await MillisecondsAsync(() => reloader.RequestAsync(CancellationToken.None)));
            }
            await stop.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await live.StopAsync(TimeSpan.Zero);
        }
        folder.Delete(recursive: true);
        figures.Add(Figure.Of($"reload of {Many} rows, 1 % moved", "ms", times));
    }

    private static Reloader ReloaderOver(JsonExtensionFile file, LiveListeners live, string folder) => new(
        new FileExtensionSource(file, NullLogger<FileExtensionSource>.Instance), live,
        new ReturnPortFile(Path.Combine(folder, "portas_retorno.json"), NullLogger<ReturnPortFile>.Instance),
        new ReloadOptions(AllowEmpty: false, new PortRange(9000, 9999)), TimeProvider.System, NullLogger<Reloader>.Instance);

    private static MediaLoops Loops()
    {
        var loops = new MediaLoops(TimeProvider.System, NullLogger<MediaLoops>.Instance);
        loops.Start();
        return loops;
    }

    private static LiveListeners Live(IConnectionListenerFactory factory) => new(
        factory, new NoHandler(), new PbxGuard(PbxAllowList.Default, TimeProvider.System, NullLogger<PbxGuard>.Instance), new PortRange(9000, 9999),
        () => new HashSet<IPAddress> { IPAddress.Loopback }, TimeProvider.System, NullLogger<LiveListeners>.Instance);

    private static ExtensionSnapshot Snapshot(ImmutableArray<ExtensionRow> rows) => new(
        ExtensionValidator.Validate(rows, []).Accepted, [], ImmutableSortedDictionary<int, int>.Empty, "file", DateTimeOffset.UnixEpoch);

    private static async Task<double> MillisecondsAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private sealed class FirstInMemory(IConnectionListenerFactory real, int count) : IConnectionListenerFactory
    {
        private readonly InMemoryTransport _memory = new();
        private int _bound;

        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
            (_bound++ < count ? _memory : real).BindAsync(endpoint, cancellationToken);
    }

    private sealed class NoHandler : IConnectionHandler
    {
        public Task HandleAsync(ConnectionContext connection, Extension extension, LegRole role, CancellationToken stopping) => Task.CompletedTask;
    }

    private readonly record struct Memory(long Managed, long KernelSlab)
    {
        public static Memory Now() => new(
            GC.GetTotalMemory(forceFullCollection: true),
            1024 * File.ReadLines("/proc/meminfo").Where(l => l.StartsWith("Slab:", StringComparison.Ordinal))
                .Select(l => long.Parse(l["Slab:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)).Single());
    }
}
