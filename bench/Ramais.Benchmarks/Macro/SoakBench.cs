namespace Ramais.Benchmarks.Macro;

/// <summary>A long time with many calls: what memory, the collector and the clock do. A few calls before them show what is not the calls' own.</summary>
internal static class SoakBench
{
    private const int Few = 50;
    private static readonly TimeSpan WithFew = TimeSpan.FromSeconds(15);

    /// <param name="arguments">How many calls, 1,000 by default; for how many minutes, 10.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var rows = SampleRows.Of(1);
        using var server = await BenchServer.StartAsync(rows, settings: MediaMeasure.Settings("energia"));
        await MediaMeasure.SettleAsync();
        var target = new MediaTarget("Ramais", server.Process, BenchServer.PortOf(rows[0]), MediaMeasure.Api, null);
        await MediaMeasure.WarmUpAsync(target);
        var few = await MediaMeasure.TakeAsync(target, Few, WithFew);
        var many = await MediaMeasure.TakeAsync(target, arguments.NumberAt(0, 1000), TimeSpan.FromMinutes(arguments.NumberAt(1, 10)));
        MediaFigures.Report("soak", [few, many]);
        return 0;
    }
}
