using System.Diagnostics;
using System.Globalization;

namespace Ramais.Testing;

/// <summary>
/// A PostgreSQL of its own on loopback, in a temporary folder, with passwords as in production. It can be stopped and started again on its
/// port.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    public const string User = "postgres";
    public const string Password = "um-segredo-de-teste";

    private readonly TemporaryFolder _folder = new();
    private readonly string _programs = FindPrograms();
    private string[] _frozen = [];

    private PrivatePostgres(int port) => Port = port;

    public int Port { get; }

    private static bool AsRoot => Environment.UserName == "root";

    private string Data => _folder.File("data");

    /// <param name="port">A free one, below the system's ephemeral range so that it stays free while the server is stopped.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or did not start.</exception>
    public static async Task<PrivatePostgres> StartAsync(int port)
    {
        var server = new PrivatePostgres(port);
        await server.InitializeAsync();
        await server.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await StopAsync();
        _folder.Dispose();
    }

    public Task StartAsync() => RunAsUserAsync(
        "pg_ctl", "-D", Data, "-w", "-l", _folder.File("log"), "-o",
        $"-p {Port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories='{_folder.Path}'", "start");

    /// <summary>Ends every session at once, as a restart of the server does.</summary>
    public Task StopAsync() => RunAsUserAsync("pg_ctl", "-D", Data, "-w", "-m", "fast", "stop");

    /// <summary>The processes stay, and so do their connections, but nobody answers.</summary>
    public async Task FreezeAsync()
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0].Trim();
        await RunAsync("kill", "-STOP", postmaster); // first, so that it has no more children
        var children = await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children");
        _frozen = [postmaster, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        foreach (var process in _frozen)
            await ExitCodeAsync("kill", "-STOP", process); // one that has just ended is none to stop
    }

    public async Task ThawAsync()
    {
        foreach (var process in _frozen)
            await ExitCodeAsync("kill", "-CONT", process);
        _frozen = [];
    }

    private async Task InitializeAsync()
    {
        var passwordFile = _folder.File("password");
        await File.WriteAllTextAsync(passwordFile, Password);
        if (AsRoot) // PostgreSQL refuses to run as root
            await RunAsync("chown", "-R", "postgres", _folder.Path);
        await RunAsUserAsync("initdb", "-D", Data, "-U", User, "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8", "--locale=C", "-N");
    }

    private Task RunAsUserAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return AsRoot ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        if (await ExitCodeAsync(program, arguments) is not 0 and var code)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {code}{Environment.NewLine}{await LogAsync()}");
    }

    private async Task<string> LogAsync() => File.Exists(_folder.File("log")) ? await File.ReadAllTextAsync(_folder.File("log")) : "";

    private async Task<int> ExitCodeAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        using var process = Process.Start(start)!;
        // The server inherits these pipes and keeps them open: only the end of the process tells that it is done.
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static string FindPrograms()
    {
        var debian = System.IO.Directory.Exists("/usr/lib/postgresql")
            ? System.IO.Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)).Select(d => Path.Combine(d, "bin"))
            : [];
        var folders = debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return folders.FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "pg_ctl")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: sudo apt-get install postgresql");
    }
}
