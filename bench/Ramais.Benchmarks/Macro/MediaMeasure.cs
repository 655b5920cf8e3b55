namespace Ramais.Benchmarks.Macro;

/// <summary>Puts calls on a server, and measures what they cost it from when all are up to the end.</summary>
internal static class MediaMeasure
{
    private const int ApiPort = 9433;

    private const int WarmUpCalls = 100;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private const int FirstLooks = 6; // until they are compiled, /metrics costs more than the calls

    /// <summary>Where a server started with <see cref="Settings"/> tells its metrics.</summary>
    public static HttpClient Api { get; } = new() { BaseAddress = new($"http://127.0.0.1:{ApiPort}") };

    public static Dictionary<string, string> Settings(string voiceDetection) => new() { ["VAD"] = voiceDetection, ["API_PORT"] = $"{ApiPort}" };

    /// <summary>Waits for the rehearsal and the sentences of a server that has just started.</summary>
    public static async Task SettleAsync()
    {
        await BenchServer.WaitForAsync(ApiPort);
        for (var look = 0; look < FirstLooks; look++)
            await Collections.AskAsync(Api);
        await Task.Delay(Settling, TimeProvider.System);
    }

    /// <summary>
    /// Puts a hundred calls on a server and takes them off again, so that each method of a call has been called more than the thirty times after
    /// which the JIT compiles it anew: beside few calls its work is a sixth of what there is, and what it writes would count as memory of calls.
    /// </summary>
    public static async Task WarmUpAsync(MediaTarget target)
    {
        using var load = LoadProcess.Start(target.Port, WarmUpCalls, WarmUp, target.GeneratorCores);
        _ = await load.FiguresAsync();
    }

    /// <summary>One measurement, compared with nothing yet.</summary>
    public static async Task<MediaFigures> TakeAsync(MediaTarget target, int calls, TimeSpan measured)
    {
        using var load = LoadProcess.Start(target.Port, calls, Settling + measured + TimeSpan.FromSeconds(2), target.GeneratorCores);
        await Task.Delay(LoadProcess.Ramp(calls) + Settling, TimeProvider.System);
        var earlier = await AskAsync(target);
        var (cpu, from) = (target.Process.CpuSeconds, TimeProvider.System.GetTimestamp());
        await Task.Delay(measured, TimeProvider.System);
        var per100 = (target.Process.CpuSeconds - cpu) / TimeProvider.System.GetElapsedTime(from).TotalSeconds / calls * 100 * 100;
        var collections = await AskAsync(target) - earlier;
        var memory = target.Process.ResidentBytes / 1024;
        return new(target.Name, calls, per100, null, memory, collections, await load.FiguresAsync());
    }

    /// <returns>Null where nobody tells of them.</returns>
    private static async Task<Collections?> AskAsync(MediaTarget target) => target.Api is { } api ? await Collections.AskAsync(api) : null;
}

/// <summary>A server that calls are put on.</summary>
/// <param name="Name">Which.</param>
/// <param name="Process">Whose CPU and memory.</param>
/// <param name="Port">Of the visitors.</param>
/// <param name="Api">Where <c>/metrics</c> is; null: there is none.</param>
/// <param name="GeneratorCores">A list for taskset; null for all.</param>
internal sealed record MediaTarget(string Name, ChildProcess Process, int Port, HttpClient? Api, string? GeneratorCores);
