using System.Globalization;
using System.Text.Json;

namespace Ramais.Benchmarks.Macro;

/// <summary>
/// What a call costs, beside a bare C server in the same run: so many legs that speak 40 % of the time and are spoken to, CPU and memory of the
/// server from when all are up to the end.
/// </summary>
internal static class MediaBench
{
    private const int CallsPerSecond = 100; // the generator's own ramp
    private const int ApiPort = 9433;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5); // the JIT's second tier
    private static readonly HttpClient Api = new() { BaseAddress = new($"http://127.0.0.1:{ApiPort}") };

    private static string FloorProgram => Path.Combine(Report.Folder, "floor");

    public static async Task<int> RunAsync(string[] arguments)
    {
        var plan = MediaPlan.Parse(arguments);
        var rows = new List<MediaFigures>();
        foreach (var calls in plan.Calls)
        {
            var floor = await FloorAsync(plan, calls);
            rows.Add(floor);
            foreach (var setup in plan.Settings)
                rows.Add(await RamaisAsync(plan, setup, calls, floor.CpuPer100Calls));
        }
        Report.Write("media", rows, MediaFigures.Columns, row => row.Cells(Fewest(rows, row)));
        return 0;
    }

    private static MediaFigures? Fewest(List<MediaFigures> rows, MediaFigures row)
    {
        var fewest = rows.Where(other => other.Server == row.Server).MinBy(other => other.Calls)!;
        return fewest.Calls < row.Calls ? fewest : null;
    }

    private static async Task<MediaFigures> FloorAsync(MediaPlan plan, int calls)
    {
        var port = BenchServer.PortOf(SampleRows.Of(1)[0]);
        using var floor = ChildProcess.Start(FloorProgram, [port.ToString(CultureInfo.InvariantCulture)], plan.ServerCores);
        floor.Ignore();
        await BenchServer.WaitForAsync(port);
        return await MeasureAsync("C, epoll", plan, floor, port, calls, null);
    }

    private static async Task<MediaFigures> RamaisAsync(MediaPlan plan, MediaSetup setup, int calls, double floor)
    {
        var rows = SampleRows.Of(1);
        using var server = await BenchServer.StartAsync(rows, plan.ServerCores, new Dictionary<string, string>
        {
            ["MEDIA_TRANSPORT"] = setup.Transport,
            ["VAD"] = setup.VoiceDetection,
            ["API_PORT"] = $"{ApiPort}",
        });
        await BenchServer.WaitForAsync(ApiPort);
        await Task.Delay(Settling, TimeProvider.System); // the rehearsal, and the sentences
        return await MeasureAsync(setup.Name, plan, server.Process, BenchServer.PortOf(rows[0]), calls, floor);
    }

    /// <param name="floor">The C server's CPU; null when this is the C server.</param>
    private static async Task<MediaFigures> MeasureAsync(string name, MediaPlan plan, ChildProcess server, int port, int calls, double? floor)
    {
        var ramp = TimeSpan.FromSeconds((double)calls / CallsPerSecond);
        using var load = ChildProcess.Start(
            "dotnet", [BenchServer.Program, "load", "--calls", $"{calls}", "--seconds", $"{(Settling + plan.Measured).TotalSeconds + 2}", "--port", $"{port}", "--json"], plan.GeneratorCores);
        await Task.Delay(ramp + Settling, TimeProvider.System);
        var before = floor is null ? null : Collections.Of(await Api.GetStringAsync("/metrics"));
        var (cpu, from) = (server.CpuSeconds, TimeProvider.System.GetTimestamp());
        await Task.Delay(plan.Measured, TimeProvider.System);
        var per100 = (server.CpuSeconds - cpu) / TimeProvider.System.GetElapsedTime(from).TotalSeconds / calls * 100 * 100;
        var memory = server.ResidentBytes / 1024;
        var collections = before is null ? null : Collections.Of(await Api.GetStringAsync("/metrics")) - before;
        using var report = JsonDocument.Parse(await load.OutputAsync());
        return new(name, calls, per100, floor is { } one ? per100 / one : null, memory, collections, LoadFigures.Of(report.RootElement));
    }
}
