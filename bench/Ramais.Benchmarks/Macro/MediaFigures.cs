using System.Globalization;
using System.Text.Json;

namespace Ramais.Benchmarks.Macro;

/// <summary>One server at one number of calls. Ratios compare within a run only.</summary>
/// <param name="Server">Which.</param>
/// <param name="Calls">Legs at once.</param>
/// <param name="CpuPer100Calls">Percent of a core.</param>
/// <param name="OfFloor">That, as a multiple of the C server's; null for the C server.</param>
/// <param name="ResidentKiB">The server's resident memory at the end.</param>
/// <param name="Collections">Of the garbage collector while it was measured; null for the C server.</param>
/// <param name="Load">What the generator found.</param>
internal sealed record MediaFigures(
    string Server, int Calls, double CpuPer100Calls, double? OfFloor, long ResidentKiB, Collections? Collections, LoadFigures Load)
{
    private static readonly string[] Columns =
    [
        "server", "calls", "CPU % per 100 calls", "x floor", "late", "turned away", "dev p99 ms", "first audio p50/p99 ms", "KiB per further call", "gen0/1/2", "GC pauses ms in all", "each on average", "drift ppm", "trustworthy",
    ];

    /// <param name="fewest">The same server at the fewest calls of the run; null for that one itself.</param>
    private string[] Cells(MediaFigures? fewest) =>
    [
        Server, $"{Calls}", CpuPer100Calls.Cell(), OfFloor is { } ratio ? ratio.Cell() : "1", $"{Load.LateFrames} of {Load.Frames}", $"{Load.TurnedAway}", Load.DeviationP99Ms.Cell(),
        $"{Load.FirstAudioP50Ms.Cell()}/{Load.FirstAudioP99Ms.Cell()}", fewest is null ? "" : ((ResidentKiB - fewest.ResidentKiB) / (double)(Calls - fewest.Calls)).Cell(),
        Collections is { } gc ? $"{gc.Generation0}/{gc.Generation1}/{gc.Generation2}" : "", Collections is { } pauses ? (pauses.PauseSeconds * 1000).Cell() : "", Collections is { } each ? (each.AveragePause * 1000).Cell() : "",
        Load.DriftPpm.Cell(), Load.Trustworthy ? "yes" : "no",
    ];

    /// <summary>A table of rows; memory is told against the fewest calls on the same server.</summary>
    public static void Report(string name, IReadOnlyList<MediaFigures> rows) =>
        Macro.Report.Write(name, rows, Columns, row => row.Cells(Fewest(rows, row)));

    private static MediaFigures? Fewest(IReadOnlyList<MediaFigures> rows, MediaFigures row)
    {
        var fewest = rows.Where(other => other.Server == row.Server).MinBy(other => other.Calls)!;
        return fewest.Calls < row.Calls ? fewest : null;
    }
}

/// <summary>The generator's report, as far as the table shows it.</summary>
internal sealed record LoadFigures(
    int Connected, int Failed, int TurnedAway, int EndedByServer, long Frames, long LateFrames, double DeviationP99Ms, double FirstAudioP50Ms, double FirstAudioP99Ms, double DriftPpm,
    bool Trustworthy)
{
    public static LoadFigures Of(JsonElement load) => new(
        load.GetProperty("connected").GetInt32(), load.GetProperty("failed").GetInt32(), load.GetProperty("turned_away").GetInt32(), load.GetProperty("ended_by_server").GetInt32(),
        load.GetProperty("frames_received").GetInt64(), load.GetProperty("late_frames").GetInt64(), load.GetProperty("deviation_ms").GetProperty("p99").GetDouble(),
        load.GetProperty("first_frame_ms").GetProperty("p50").GetDouble(), load.GetProperty("first_frame_ms").GetProperty("p99").GetDouble(),
        load.GetProperty("drift_ppm").GetDouble(), load.GetProperty("trustworthy").GetBoolean());
}

/// <summary>Collections of the garbage collector, and how long the process stood still for them, as <c>/metrics</c> counts them.</summary>
internal sealed record Collections(int Generation0, int Generation1, int Generation2, double PauseSeconds)
{
    /// <summary>In seconds; a collection of the oldest generation in the background has several.</summary>
    public double AveragePause => PauseSeconds / Math.Max(1, Generation0 + Generation1 + Generation2);

    public static async Task<Collections> AskAsync(HttpClient api) => Of(await api.GetStringAsync("/metrics"));

    public static Collections? operator -(Collections? later, Collections? earlier) => later is null || earlier is null ? null : new(
        later.Generation0 - earlier.Generation0, later.Generation1 - earlier.Generation1, later.Generation2 - earlier.Generation2,
        later.PauseSeconds - earlier.PauseSeconds);

    /// <param name="metrics">The text of <c>/metrics</c>.</param>
    private static Collections Of(string metrics)
    {
        double Value(string series) => double.Parse(
            metrics.Split('\n').First(line => line.StartsWith(series, StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
        int Generation(string name) => (int)Value($"dotnet_gc_collections_total{{gc_heap_generation=\"{name}\"}}");
        return new(Generation("gen0"), Generation("gen1"), Generation("gen2"), Value("dotnet_gc_pause_time_seconds_total"));
    }
}
