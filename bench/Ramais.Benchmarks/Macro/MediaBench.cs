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
            var rounds = new List<MediaFigures>();
            for (var round = 0; round < plan.Rounds; round++)
            {
                rounds.Add(await FloorAsync(plan, calls));
                foreach (var setup in plan.Settings)
                    rounds.Add(await RamaisAsync(plan, setup, calls));
            }
            rows.AddRange(Medians(rounds));
        }
        MediaFigures.Report("media", rows);
        return 0;
    }

    /// <summary>Of each server the round in which its CPU was the median, against the floor's; a shared machine is a third quicker in one minute than in the next.</summary>
    private static IEnumerable<MediaFigures> Medians(List<MediaFigures> rounds)
    {
        var medians = rounds.GroupBy(row => row.Server).Select(rows => rows.OrderBy(row => row.CpuPer100Calls).ElementAt(rows.Count() / 2)).ToList();
        var floor = medians[0];
        return medians.Select(row => row == floor ? row : row with { OfFloor = row.CpuPer100Calls / floor.CpuPer100Calls });
    }

    private static async Task<MediaFigures> FloorAsync(MediaPlan plan, int calls)
    {
        var port = BenchServer.PortOf(SampleRows.Of(1)[0]);
        using var floor = ChildProcess.Start(FloorProgram, [port.ToString(CultureInfo.InvariantCulture)], plan.ServerCores);
        floor.Ignore();
        await BenchServer.WaitForAsync(port);
        return await MediaMeasure.TakeAsync(new("C, epoll", floor, port, null, plan.GeneratorCores), calls, plan.Measured);
    }

    private static async Task<MediaFigures> RamaisAsync(MediaPlan plan, MediaSetup setup, int calls)
    {
        var rows = SampleRows.Of(1);
        using var server = await BenchServer.StartAsync(rows, plan.ServerCores, setup.Settings);
        await MediaMeasure.SettleAsync();
        var target = new MediaTarget(setup.Name, server.Process, BenchServer.PortOf(rows[0]), MediaMeasure.Api, plan.GeneratorCores);
        await MediaMeasure.WarmUpAsync(target);
        return await MediaMeasure.TakeAsync(target, calls, plan.Measured);
    }
}
