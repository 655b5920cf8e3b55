using System.CommandLine;
using System.Net;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Dialplan;
using Ramais.Server.Settings;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais dialplan</c>: what Asterisk needs to bring calls here, ready to include.</summary>
internal static class DialplanCommand
{
    public static Command Create()
    {
        var fallback = Values.Text("--fallback", "RAMAL[@CONTEXTO]", "quem atende quando o Ramais não pode, ou quando não houve decisão (contexto: default)",
            "um ramal de algarismos, +, * e #, com ou sem @contexto", DialplanTarget.TryParse);
        var host = Values.Text("--host", "ENDEREÇO", "onde o Asterisk alcança os ramais de ip_servidor 0.0.0.0 (127.0.0.1)", "um endereço IP ou nome de máquina", DialplanSafety.HostOf);
        var api = Values.Text("--api", "URL", "a API como o Asterisk a alcança (API_HOST e API_PORT)", "um endereço como http://192.0.2.10:8082", DialplanSafety.UrlOf);
        var envFile = new Option<string?>("--env-file") { HelpName = "ARQUIVO", Description = "arquivo com os ajustes (.env)" };
        var command = new Command("dialplan", "Escreve o plano de discagem do Asterisk para os ramais como estão configurados.") { fallback, host, api, envFile };
        command.SetAction((parsed, cancellation) =>
        {
            var settings = ServeCommand.ReadSettings(parsed.GetValue(envFile));
            var options = Options(settings, parsed.GetValue(host), parsed.GetValue(api), parsed.GetValue(fallback));
            return RunAsync(settings, options, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation);
        });
        return command;
    }

    /// <summary>What was not said follows from the settings, on the assumption that Asterisk runs on this machine.</summary>
    internal static DialplanOptions Options(RamaisSettings settings, string? host, string? api, DialplanTarget? fallback)
    {
        var reached = host ?? DialplanSafety.HostOf(IPAddress.Loopback);
        var apiHost = MachineAddresses.IsAny(settings.ApiHost) ? reached : DialplanSafety.HostOf(settings.ApiHost);
        return new DialplanOptions(reached, api ?? $"http://{apiHost}:{settings.ApiPort}", settings.ApiKey is not null, fallback);
    }

    private static async Task<int> RunAsync(
        RamaisSettings settings, DialplanOptions options, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var (entries, rejected) = await LoadAsync(settings, cancellation);
        var dialplan = DialplanText.Write(entries, options);
        foreach (var line in dialplan.Lines)
            output.WriteLine(line);
        string[] faults = [.. rejected.Select(r => $"o ramal de id {r.Id} ficou de fora: {string.Join("; ", r.Reasons)}"), .. dialplan.Faults];
        foreach (var fault in faults)
            error.WriteLine($"ramais: {fault}");
        return faults.Length == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<(IReadOnlyCollection<DialplanEntry>, IReadOnlyCollection<RejectedRow>)> LoadAsync(RamaisSettings settings, CancellationToken cancellation)
    {
        try
        {
            var (entries, rejected) = await ConfiguredExtensions.LoadAsync(settings, cancellation);
            return (entries, rejected);
        }
        catch (ExtensionSourceException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }
}
