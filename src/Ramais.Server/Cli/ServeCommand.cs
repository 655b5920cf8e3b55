using System.CommandLine;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais serve</c>: the server, until it is told to stop.</summary>
internal static partial class ServeCommand
{
    public static Command Create()
    {
        var envFile = new Option<string?>("--env-file") { HelpName = "ARQUIVO", Description = "arquivo com os ajustes, uma linha NOME=valor para cada (.env)" };
        var command = new Command("serve", "Abre as portas dos ramais e a API, e atende até receber Ctrl-C ou SIGTERM.") { envFile };
        command.SetAction((parsed, cancellation) => RunAsync(ReadSettings(parsed.GetValue(envFile)), parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    /// <exception cref="CommandFailedException">A setting has a value that cannot be read.</exception>
    internal static RamaisSettings ReadSettings(string? envFile) => SettingsLoader.Load(envFile) switch
    {
        { Settings: { } settings } => settings,
        { Faults: [var only] } => throw new CommandFailedException(only),
        { Faults: var faults } => throw new CommandFailedException($"{faults[0]} Há mais {faults.Length - 1}; veja todos com ./ramais doctor."),
    };

    private static async Task<int> RunAsync(RamaisSettings settings, TextWriter output, CancellationToken cancellation)
    {
        await using var server = await StartAsync(settings, cancellation);
        Tell(StartupSummary.Of(server), server, output);
        await UntilStoppedAsync(server, cancellation);
        await server.StopAsync();
        return cancellation.IsCancellationRequested ? ExitCodes.Done : throw new CommandFailedException("uma parte do servidor falhou e ele parou; o motivo está no registro acima.");
    }

    /// <summary>Among JSON lines, sentences would be in the way of whoever reads them.</summary>
    private static void Tell(IEnumerable<string> summary, RamaisServer server, TextWriter output)
    {
        var log = server.Settings.Telemetry.LogFormat == LogFormat.Json ? server.Services.GetRequiredService<ILogger<RamaisServer>>() : null;
        foreach (var line in summary)
        {
            if (log is null)
                output.WriteLine(line);
            else
                LogSummary(log, line);
        }
    }

    private static async Task<RamaisServer> StartAsync(RamaisSettings settings, CancellationToken cancellation)
    {
        try
        {
            return await RamaisServer.StartAsync(settings, CallHosting.AddCalls, cancellation);
        }
        catch (ServerStartException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }

    private static async Task UntilStoppedAsync(RamaisServer server, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, server.Stopping);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var _ = stop.Token.Register(stopped.SetResult);
        await stopped.Task;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}")]
    private static partial void LogSummary(ILogger log, string line);
}
