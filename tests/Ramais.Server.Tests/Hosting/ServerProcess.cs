using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ramais.Extensions;
using Ramais.Server.Hosting;
using Ramais.Testing;

namespace Ramais.Server.Tests.Hosting;

/// <summary><c>ramais serve</c> as a process of its own, as systemd would start it.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TemporaryFolder _folder;
    private readonly HttpClient _client;
    private readonly string _before;
    private readonly Task<string> _draining;
    private readonly Task<string> _complaining;

    private ServerProcess(Process process, TemporaryFolder folder, Uri api, string before, Task<string> complaining)
    {
        _process = process;
        _folder = folder;
        _before = before;
        _complaining = complaining;
        _client = new HttpClient { BaseAddress = api };
        _draining = process.StandardOutput.ReadToEndAsync(); // a full pipe would block it
    }

    /// <summary>For its API.</summary>
    public HttpClient Client => _client;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it in <paramref name="folder"/> and returns when its ports are open.</summary>
    public static async Task<ServerProcess> StartAsync(TemporaryFolder folder, int shutdownSeconds, params string[] settings)
    {
        MadeSentences.GiveTo(folder.Path);
        var process = Process.Start(Command(folder, ["API_PORT=0", $"SHUTDOWN_SECONDS={shutdownSeconds}", .. settings]))!;
        var complaining = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var before = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            before.AppendLine(line);
            if (Ready().Match(line) is { Success: true } ready)
                return new ServerProcess(process, folder, new Uri(ready.Groups["api"].Value), before.ToString(), complaining);
        }
        throw new InvalidOperationException($"The server ended before it was ready: {await complaining}{before}");
    }

    /// <summary>Starts one that can't serve, and waits for its end.</summary>
    /// <returns>Its exit code and everything that it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> FailAsync(TemporaryFolder folder, CancellationToken cancellation, params string[] settings)
    {
        using var process = Process.Start(Command(folder, settings))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output + await error);
    }

    public static void Configure(TemporaryFolder folder, params ExtensionRow[] rows) =>
        File.WriteAllBytes(folder.File(FirstStart.ExtensionsFile), JsonExtensionFile.Format([.. rows]));

    /// <summary>Sends a signal, by its name without SIG.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end; 128 and the number of a signal when that ended it.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>What it wrote, line by line.</returns>
    public async Task<string[]> OutputAsync() => (_before + await _draining).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Status and open ports of each extension.</summary>
    public async Task<List<(string Status, int Visitor, int Return)>> ExtensionsAsync()
    {
        var status = await _client.GetFromJsonAsync<JsonElement>("/api/status", TestContext.Current.CancellationToken);
        return [.. status.GetProperty("extensions").EnumerateArray().Select(e => (
            e.GetProperty("status").GetString()!, e.GetProperty("porta_ia_ativa").GetInt32(), e.GetProperty("porta_retorno_ativa").GetInt32()))];
    }

    private static ProcessStartInfo Command(TemporaryFolder folder, string[] settings)
    {
        File.WriteAllLines(folder.File(".env"), [$"DATA_DIR={folder.Path}", .. settings]);
        // A shell that runs tests in the background makes them ignore SIGINT, and children inherit that.
        return new("env", ["--default-signal=INT,TERM", "dotnet", typeof(RamaisServer).Assembly.Location, "serve"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    [GeneratedRegex("situação em (?<api>http://[^/]+/)")]
    private static partial Regex Ready();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _draining;
        await _complaining;
        MadeSentences.TakeFrom(_folder.Path);
        _client.Dispose();
        _process.Dispose();
    }
}
