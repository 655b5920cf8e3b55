using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Ramais.Extensions;
using Ramais.Server.Listening;

namespace Ramais.Benchmarks.Macro;

/// <summary>The product as a user starts it, in a folder of its own.</summary>
internal sealed class BenchServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly string _folder;

    private BenchServer(string folder, ChildProcess process) => (_folder, Process) = (folder, process);

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "../../Ramais.Server/release/Ramais.Server.dll");

    public ChildProcess Process { get; private set; }

    public string ExtensionsFile => Path.Combine(_folder, "ramais_config.json");

    /// <summary>Starts the server; it listens when this returns.</summary>
    public static async Task<BenchServer> StartAsync(
        ImmutableArray<ExtensionRow> rows, string? cores = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("ramais-bench-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "ramais_config.json"), JsonExtensionFile.Format(rows));
        CopyWeights(folder);
        var server = new BenchServer(folder, Launch(folder, cores, settings));
        await WaitForAsync(PortOf(rows[^1]));
        return server;
    }

    /// <summary>Kills the server, starts it anew in the same folder, and times until its last port listens.</summary>
    public async Task<TimeSpan> CrashAndRestartAsync(int port, IReadOnlyDictionary<string, string>? settings = null)
    {
        Process.Dispose();
        var started = Stopwatch.GetTimestamp();
        Process = Launch(_folder, null, settings);
        await WaitForAsync(port);
        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose()
    {
        Process.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    public static int PortOf(ExtensionRow row) => int.Parse(row.VisitorPort!, CultureInfo.InvariantCulture);

    /// <summary>Returns when the port accepts.</summary>
    public static async Task WaitForAsync(int port)
    {
        for (var started = Stopwatch.GetTimestamp(); !await AcceptsAsync(port);)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"nothing listens on port {port}");
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    public static async Task<bool> AcceptsAsync(int port)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The second stage of voice detection listens only where its weights are; <c>./test</c> fetches them.</summary>
    private static void CopyWeights(string folder)
    {
        var weights = Path.Combine(Report.Folder, "../models", VoiceModelFile.Name);
        if (!File.Exists(weights))
            return;
        System.IO.Directory.CreateDirectory(Path.Combine(folder, VoiceModelFile.Folder));
        File.Copy(weights, Path.Combine(folder, VoiceModelFile.Folder, VoiceModelFile.Name));
    }

    private static ChildProcess Launch(string folder, string? cores, IReadOnlyDictionary<string, string>? settings)
    {
        var environment = new Dictionary<string, string> { ["DATA_DIR"] = folder, ["API_PORT"] = "0", ["SHUTDOWN_SECONDS"] = "0" };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            environment[name] = value;
        var process = ChildProcess.Start("dotnet", [Program, "serve"], cores, environment);
        process.Ignore();
        return process;
    }
}
