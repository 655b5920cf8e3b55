namespace Ramais.Benchmarks.Macro;

/// <summary>
/// Twice what is carried: calls on a server that has one core, and after a while as many again and more, some of whom it turns away. What the first
/// ones miss is told with and without the others. By Silero, so that the server is full before the generator is.
/// </summary>
internal static class AdmissionBench
{
    private const string ServerCore = "0";
    private const string GeneratorCore = "1";

    private static readonly TimeSpan Inside = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Outside = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10); // those inside are up by then, and compiled

    /// <param name="arguments">How many calls at first, 400 by default.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var calls = arguments.NumberAt(0, 400);
        var figures = new List<Figure>();
        foreach (var others in new[] { 0, calls, 2 * calls })
            figures.Add(await MeasureAsync(calls, others));
        Report.Write(
            "admission", figures, ["calls inside", "late", "dev p99 ms", "trustworthy", "others", "let in at once", "turned away", "others' first audio p99 ms"],
            f => [
                $"{f.Calls}", $"{f.Inside.LateFrames} of {f.Inside.Frames}", f.Inside.DeviationP99Ms.Cell(), f.Inside.Trustworthy ? "yes" : "no", $"{f.Others}",
                $"{f.Outside?.Connected}", $"{f.Outside?.TurnedAway}", f.Outside is { } o ? o.FirstAudioP99Ms.Cell() : "",
            ]);
        return 0;
    }

    private static async Task<Figure> MeasureAsync(int calls, int others)
    {
        var rows = SampleRows.Of(1);
        using var server = await BenchServer.StartAsync(rows, ServerCore, MediaMeasure.Settings("silero"));
        await MediaMeasure.SettleAsync();
        var port = BenchServer.PortOf(rows[0]);
        using var inside = LoadProcess.Start(port, calls, Inside, GeneratorCore);
        var outside = others == 0 ? null : await OthersAsync(port, others, LoadProcess.Ramp(calls) + Before);
        return new(calls, others, await inside.FiguresAsync(), outside);
    }

    private static async Task<LoadFigures> OthersAsync(int port, int calls, TimeSpan after)
    {
        await Task.Delay(after, TimeProvider.System);
        using var load = LoadProcess.Start(port, calls, Outside, GeneratorCore);
        return await load.FiguresAsync();
    }

    private sealed record Figure(int Calls, int Others, LoadFigures Inside, LoadFigures? Outside);
}
