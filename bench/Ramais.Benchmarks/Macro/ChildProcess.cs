using System.Diagnostics;
using System.Globalization;

namespace Ramais.Benchmarks.Macro;

/// <summary>A program under measurement, ended by its own pid.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ, the unit of /proc/PID/stat on every Linux that .NET runs on

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>CPU time of the process so far, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes => 1024 * File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => (long)Number(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal)))
        .Single();

    /// <summary>Starts a program; what it prints is read by <see cref="OutputAsync"/> or thrown away with it.</summary>
    /// <param name="cores">A list for taskset, such as "0"; null for all.</param>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string? cores = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true };
        start.FileName = cores is null ? program : "taskset";
        foreach (var argument in cores is null ? arguments : new[] { "-c", cores, program }.Concat(arguments))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { }; // a full pipe would stop the program
        process.BeginErrorReadLine();
        return new(process);
    }

    /// <summary>Everything the program prints, once it has ended by itself.</summary>
    public async Task<string> OutputAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return output;
    }

    /// <summary>Reads and drops what the program prints from now on.</summary>
    public void Ignore()
    {
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
