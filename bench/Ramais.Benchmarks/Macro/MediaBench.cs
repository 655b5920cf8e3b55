using System.Globalization;
using System.Text.Json;

namespace Ramais.Benchmarks.Macro;

/// <summary>
/// What a call costs, beside a bare C server in the same run: so many legs that speak 40 % of the time and are spoken to, CPU and memory of the
/// server from when all are up to the end. Server and generator share the machine's cores.
/// </summary>
internal static class MediaBench
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15); // the ramp, and the JIT's second tier
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    private static string FloorProgram => Path.Combine(Report.Folder, "floor");

    /// <param name="arguments">Numbers of calls; 50, 200 and 1,000 when none.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int[] counts = arguments.Length > 0 ? [.. arguments.Select(a => int.Parse(a, CultureInfo.InvariantCulture))] : [50, 200, 1000];
        var rows = new List<MediaFigures>();
        foreach (var calls in counts)
        {
            var floor = await FloorAsync(calls);
            rows.Add(floor);
            foreach (var transport in new[] { "epoll", "sockets" })
                rows.Add(await RamaisAsync(calls, transport, floor.CpuPer100Calls));
        }
        Report.Write(
            "media", rows, ["server", "calls", "CPU % per 100 calls", "x floor", "late", "dev p99 ms", "first audio p50/p99 ms", "KiB per call", "trustworthy"], Cells);
        return 0;
    }

    private static async Task<MediaFigures> FloorAsync(int calls)
    {
        var port = BenchServer.PortOf(SampleRows.Of(1)[0]);
        using var floor = ChildProcess.Start(FloorProgram, [port.ToString(CultureInfo.InvariantCulture)]);
        floor.Ignore();
        await BenchServer.WaitForAsync(port);
        return await MeasureAsync("C, epoll", floor, port, calls, 0);
    }

    private static async Task<MediaFigures> RamaisAsync(int calls, string transport, double floor)
    {
        var rows = SampleRows.Of(1);
        using var server = await BenchServer.StartAsync(rows, null, new Dictionary<string, string> { ["MEDIA_TRANSPORT"] = transport });
        return await MeasureAsync($"Ramais, {transport}", server.Process, BenchServer.PortOf(rows[0]), calls, floor);
    }

    private static async Task<MediaFigures> MeasureAsync(string name, ChildProcess server, int port, int calls, double floor)
    {
        var idle = server.ResidentBytes;
        using var load = ChildProcess.Start("dotnet", [BenchServer.Program, "load", "--calls", $"{calls}", "--seconds", $"{Seconds.TotalSeconds}", "--port", $"{port}", "--json"]);
        await Task.Delay(Settling, TimeProvider.System);
        var (cpu, from) = (server.CpuSeconds, TimeProvider.System.GetTimestamp());
        await Task.Delay(Measured, TimeProvider.System);
        var per100 = (server.CpuSeconds - cpu) / TimeProvider.System.GetElapsedTime(from).TotalSeconds / calls * 100 * 100;
        var memory = server.ResidentBytes - idle;
        using var report = JsonDocument.Parse(await load.OutputAsync());
        return MediaFigures.Of(name, calls, per100, floor, memory, report.RootElement);
    }

    private static string[] Cells(MediaFigures f) =>
    [
        f.Server, $"{f.Calls}", F(f.CpuPer100Calls), f.OfFloor is { } ratio ? F(ratio) : "1", $"{f.LateFrames} of {f.Frames}", F(f.DeviationP99Ms),
        $"{F(f.FirstAudioP50Ms)}/{F(f.FirstAudioP99Ms)}", F(f.KiBPerCall), f.Trustworthy ? "yes" : "no",
    ];

    private static string F(double value) => value.ToString("0.0#", CultureInfo.InvariantCulture);
}

/// <summary>One server at one number of calls. Ratios compare within a run only.</summary>
internal sealed record MediaFigures(
    string Server, int Calls, double CpuPer100Calls, double? OfFloor, int Connected, long Frames, long LateFrames, double DeviationP99Ms,
    double FirstAudioP50Ms, double FirstAudioP99Ms, double KiBPerCall, bool Trustworthy)
{
    public static MediaFigures Of(string server, int calls, double cpu, double floor, long memory, JsonElement load) => new(
        server, calls, cpu, floor > 0 ? cpu / floor : null, load.GetProperty("connected").GetInt32(), load.GetProperty("frames_received").GetInt64(),
        load.GetProperty("late_frames").GetInt64(), load.GetProperty("deviation_ms").GetProperty("p99").GetDouble(),
        load.GetProperty("first_frame_ms").GetProperty("p50").GetDouble(), load.GetProperty("first_frame_ms").GetProperty("p99").GetDouble(),
        memory / 1024.0 / calls, load.GetProperty("trustworthy").GetBoolean());
}
