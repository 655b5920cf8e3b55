using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ramais.AudioSocket;

namespace Ramais.Benchmarks.Macro;

/// <summary>
/// Call set-up and tear-down: so many calls a second are placed, each hears its first audio, hangs up and sees the server close. Every call is
/// timed from its due instant, so that a server that falls behind can't slow the question down.
/// </summary>
internal static class SetupBench
{
    private static readonly int[] Rates = [100, 500, 1000];
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync()
    {
        var figures = new List<Figure>();
        foreach (var rate in Rates)
        {
            var rows = SampleRows.Of(1);
            using var server = await BenchServer.StartAsync(rows);
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System); // the rehearsal, and the sentences
            figures.Add(await MeasureAsync(rate, BenchServer.PortOf(rows[0])));
        }
        Report.Write(
            "setup", figures, ["calls a second", "done", "failed", "accept to first audio p50/p99 ms", "hang-up to close p50/p99 ms"],
            f => [$"{f.Rate}", $"{f.Done}", $"{f.Failed}", $"{f.FirstAudioP50.Cell()}/{f.FirstAudioP99.Cell()}", $"{f.CloseP50.Cell()}/{f.CloseP99.Cell()}"]);
        return 0;
    }

    private static async Task<Figure> MeasureAsync(int rate, int port)
    {
        var calls = new List<Task<(double FirstAudio, double Close)?>>();
        var started = Stopwatch.GetTimestamp();
        for (var number = 0; number < rate * Length.TotalSeconds; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / rate);
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early)
                await Task.Delay(early, TimeProvider.System);
            calls.Add(CallAsync(port));
        }
        var times = (await Task.WhenAll(calls)).OfType<(double FirstAudio, double Close)>().ToList();
        return new(
            rate, times.Count, calls.Count - times.Count, Percentile(times.Select(t => t.FirstAudio), 0.5), Percentile(times.Select(t => t.FirstAudio), 0.99),
            Percentile(times.Select(t => t.Close), 0.5), Percentile(times.Select(t => t.Close), 0.99));
    }

    /// <returns>Milliseconds; null when the server refused.</returns>
    private static async Task<(double FirstAudio, double Close)?> CallAsync(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var connected = Stopwatch.GetTimestamp();
            await socket.SendAsync((byte[])[(byte)AudioSocketMessageType.Uuid, 0, 16, .. Guid.NewGuid().ToByteArray()]);
            var buffer = new byte[4096];
            if (await socket.ReceiveAsync(buffer) == 0)
                return null;
            var heard = Stopwatch.GetElapsedTime(connected).TotalMilliseconds;
            var hungUp = Stopwatch.GetTimestamp();
            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
            return (heard, Stopwatch.GetElapsedTime(hungUp).TotalMilliseconds);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }

    private sealed record Figure(int Rate, int Done, int Failed, double FirstAudioP50, double FirstAudioP99, double CloseP50, double CloseP99);
}
