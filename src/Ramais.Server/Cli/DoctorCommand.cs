using System.CommandLine;
using Ramais.Server.Doctor;
using Ramais.Server.Settings;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais doctor</c>: what is missing on this machine.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var envFile = new Option<string?>("--env-file") { HelpName = "ARQUIVO", Description = "arquivo com os ajustes (.env)" };
        var command = new Command("doctor", "Mostra o que falta ou está mal configurado nesta máquina, uma linha cada, com o remédio.") { envFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = await Examination.RunAsync(SettingsLoader.Load(parsed.GetValue(envFile)), cancellation);
            foreach (var finding in findings)
                parsed.InvocationConfiguration.Output.WriteLine(finding);
            return findings.Any(finding => finding.Level == FindingLevel.Missing) ? ExitCodes.Failed : ExitCodes.Done;
        });
        return command;
    }
}
