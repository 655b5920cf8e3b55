using System.Diagnostics;
using System.Globalization;
using Ramais.Server.Settings;
using Ramais.Testing;

namespace Ramais.Server.Tests.Amqp;

/// <summary>
/// A real RabbitMQ of its own: a folder of its own, every port on loopback, an epmd that is our child instead of a daemon. A test that needs
/// it fails where it can't start.
/// </summary>
public sealed class RabbitNode : IAsyncLifetime
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string Control = "/usr/lib/rabbitmq/bin/rabbitmqctl";
    private const string Started = "completed with";

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(3);
    private Process? _epmd;
    private Process? _launcher;
    private Task _output = Task.CompletedTask;

    public int Port => _ports[0];

    internal AmqpSettings Settings => new("127.0.0.1", Port, "/", "guest", new Secret("guest"), Tls: false, Declare: true);

    private string PidFile => _folder.File("pid");

    public async ValueTask InitializeAsync()
    {
        File.WriteAllText(_folder.File("rabbit.conf"), $"listeners.tcp.1 = 127.0.0.1:{Port}\n");
        File.WriteAllText(_folder.File("plugins"), "[].\n");
        _epmd = Run("epmd", "-port", Text(_ports[2]), "-address", "127.0.0.1");
        await StartAsync();
    }

    /// <summary>Returns when it takes connections; about six seconds.</summary>
    public async Task StartAsync()
    {
        _launcher = Run(Program);
        var lines = new List<string>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        while (await _launcher.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains(Started, StringComparison.Ordinal))
            {
                _output = _launcher.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }
        throw new InvalidOperationException($"RabbitMQ did not start:\n{string.Join('\n', lines)}\n{await _launcher.StandardError.ReadToEndAsync(limit.Token)}");
    }

    /// <summary>
    /// Writes down which queues there are, which a node does within seconds by itself; only then what is confirmed in them outlives a kill.
    /// </summary>
    public async Task SyncAsync()
    {
        using var control = Run(Control, "eval", "mnesia:sync_log().");
        var said = await control.StandardOutput.ReadToEndAsync() + await control.StandardError.ReadToEndAsync();
        await control.WaitForExitAsync();
        if (control.ExitCode != 0)
            throw new InvalidOperationException($"rabbitmqctl: {said}");
    }

    /// <summary>SIGKILL: no goodbye to anybody. What was confirmed stays in the folder.</summary>
    public async Task KillAsync()
    {
        if (_launcher is not { } launcher)
            return;
        await SignalAsync("KILL");
        await launcher.WaitForExitAsync();
        await _output;
        launcher.Dispose();
        _launcher = null;
    }

    public Task EnsureRunningAsync() => _launcher is null ? StartAsync() : Task.CompletedTask;

    /// <param name="signal">STOP freezes it with its connections open, CONT lets it go on.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", (await File.ReadAllTextAsync(PidFile)).Trim()]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (_epmd is { } epmd)
        {
            epmd.Kill();
            await epmd.WaitForExitAsync();
            epmd.Dispose();
        }
        _folder.Dispose();
    }

    private Process Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in Surroundings())
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private IEnumerable<(string Name, string Value)> Surroundings() =>
    [
        ("HOME", _folder.Path), // the cookie
        ("RABBITMQ_NODENAME", $"ramais-{Port}@localhost"),
        ("RABBITMQ_MNESIA_BASE", _folder.File("mnesia")),
        ("RABBITMQ_LOG_BASE", _folder.File("log")),
        ("RABBITMQ_PID_FILE", PidFile),
        ("RABBITMQ_CONFIG_FILE", _folder.File("rabbit")),
        ("RABBITMQ_ENABLED_PLUGINS_FILE", _folder.File("plugins")),
        ("RABBITMQ_DIST_PORT", Text(_ports[1])),
        ("ERL_EPMD_PORT", Text(_ports[2])),
        ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        ("RABBITMQ_CTL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
        ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none"),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The tests that share one node; none may assume that no other has used it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedRabbit : ICollectionFixture<RabbitNode>
{
    public const string Name = "RabbitMQ";
}
