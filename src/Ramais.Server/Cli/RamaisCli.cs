using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;

namespace Ramais.Server.Cli;

/// <summary>The command line: one root, one file per command, exit codes and errors the same for all.</summary>
internal static class RamaisCli
{
    public static RootCommand Create(TextReader input)
    {
        var root = new RootCommand("Ramais atende o interfone da portaria de condomínios pelo AudioSocket do Asterisk.")
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            CallCommand.Create(),
            NluCommand.Create(input),
            DbCommand.Create(),
            DialplanCommand.Create(),
            LoadCommand.Create(),
            DoctorCommand.Create(),
            PromptsCommand.Create(),
            ModelsCommand.Create(),
            AuditCommand.Create(),
            PrivacyCommand.Create(input),
            PasswordCommand.Create(input),
        };
        foreach (var option in root.Options)
            Translate(option);
        return root;
    }

    /// <summary>Runs one command line to its end.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pt-BR");
        var parsed = Create(input).Parse(args);
        if (UsageErrors.Describe(parsed) is { } wrong)
            return Report(error, wrong, ExitCodes.WrongUsage);

        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // signals arrive as the cancellation token
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Report(error, "interrompido.", ExitCodes.Failed);
        }
#pragma warning disable CA1031 // the rim of the process: whatever went wrong becomes one line and exit code 1
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Report(error, failure is CommandFailedException ? failure.Message : $"erro inesperado: {failure.Message}", ExitCodes.Failed);
        }
    }

    private static int Report(TextWriter error, string message, int exitCode)
    {
        error.WriteLine($"ramais: {message.ReplaceLineEndings(" ")}");
        return exitCode;
    }

    private static void Translate(Option option)
    {
        switch (option)
        {
            case HelpOption:
                option.Description = "mostra esta ajuda";
                option.Action = new PortugueseHelp();
                break;
            case VersionOption:
                option.Description = "mostra a versão";
                break;
        }
    }
}
