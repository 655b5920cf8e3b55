using System.Globalization;
using System.Text.Json;

namespace Ramais.Benchmarks.Macro;

/// <summary>The generator, <c>./ramais load</c>, as a process of its own.</summary>
internal sealed class LoadProcess : IDisposable
{
    private const double CallsPerSecond = 100; // the generator's own ramp

    private readonly ChildProcess _process;

    private LoadProcess(ChildProcess process) => _process = process;

    /// <summary>How long it takes to start so many calls.</summary>
    public static TimeSpan Ramp(int calls) => TimeSpan.FromSeconds(calls / CallsPerSecond);

    /// <param name="time">How long the calls are kept up, once all are there.</param>
    /// <param name="cores">A list for taskset; null for all.</param>
    public static LoadProcess Start(int port, int calls, TimeSpan time, string? cores) => new(ChildProcess.Start(
        "dotnet",
        [BenchServer.Program, "load", "--calls", $"{calls}", "--seconds", time.TotalSeconds.ToString(CultureInfo.InvariantCulture), "--port", $"{port}", "--json"],
        cores));

    /// <summary>What it found, once it has ended by itself.</summary>
    public async Task<LoadFigures> FiguresAsync()
    {
        using var report = JsonDocument.Parse(await _process.OutputAsync());
        return LoadFigures.Of(report.RootElement);
    }

    public void Dispose() => _process.Dispose();
}
