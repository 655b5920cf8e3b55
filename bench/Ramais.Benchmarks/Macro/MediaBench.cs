using System.Globalization;

namespace Ramais.Benchmarks.Macro;

/// <summary>
/// What a call costs, beside a bare C server in the same run: so many legs that speak 40 % of the time and are spoken to, CPU and memory of the
/// server from when all are up to the end.
/// </summary>
internal static class MediaBench
{
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
        MediaFigures.Report("media", rows);
        return 0;
    }

    private static async Task<MediaFigures> FloorAsync(MediaPlan plan, int calls)
    {
        var port = BenchServer.PortOf(SampleRows.Of(1)[0]);
        using var floor = ChildProcess.Start(FloorProgram, [port.ToString(CultureInfo.InvariantCulture)], plan.ServerCores);
        floor.Ignore();
        await BenchServer.WaitForAsync(port);
        return await MediaMeasure.TakeAsync(new("C, epoll", floor, port, null, plan.GeneratorCores), calls, plan.Measured, null);
    }

    private static async Task<MediaFigures> RamaisAsync(MediaPlan plan, MediaSetup setup, int calls, double floor)
    {
        var rows = SampleRows.Of(1);
        using var server = await BenchServer.StartAsync(rows, plan.ServerCores, setup.Settings);
        await MediaMeasure.SettleAsync();
        var target = new MediaTarget(setup.Name, server.Process, BenchServer.PortOf(rows[0]), MediaMeasure.Api, plan.GeneratorCores);
        await MediaMeasure.WarmUpAsync(target);
        return await MediaMeasure.TakeAsync(target, calls, plan.Measured, floor);
    }
}
