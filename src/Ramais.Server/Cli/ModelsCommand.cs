using System.CommandLine;
using Ramais.Server.Listening;
using Ramais.Server.Settings;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais models</c>: brings what voice detection can use beyond energy.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var envFile = new Option<string?>("--env-file") { HelpName = "ARQUIVO", Description = "arquivo com os ajustes (.env)" };
        var file = new Option<string?>("--file") { HelpName = "ARQUIVO", Description = "o pacote já baixado (.tgz); sem ele, o npm o traz" };
        var folder = new Option<string?>("--to") { HelpName = "PASTA", Description = "onde guardar (padrão: models, na pasta dos dados)" };
        var command = new Command("models", "Traz os pesos da detecção de voz Silero v5 (licença MIT, 2 MB) para a pasta dos dados.") { envFile, file, folder };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(file), parsed.GetValue(folder) ?? Default(parsed.GetValue(envFile)), parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    private static string Default(string? envFile)
    {
        var read = SettingsLoader.Load(envFile);
        return read.Settings?.DataFile(VoiceModelFile.Folder) ?? throw new CommandFailedException(read.Faults[0]);
    }

    private static async Task<int> RunAsync(string? file, string folder, TextWriter output, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, VoiceModelFile.Name);
        if (File.Exists(path) && VoiceModelFile.IsGenuine(await File.ReadAllBytesAsync(path, cancellation)))
        {
            output.WriteLine($"{path}: já está aqui.");
            return ExitCodes.Done;
        }
        if (file is not null)
        {
            path = await VoiceModelPackage.InstallAsync(file, folder, cancellation);
        }
        else
        {
            var temporary = System.IO.Directory.CreateTempSubdirectory("ramais-");
            try
            {
                path = await VoiceModelPackage.InstallAsync(await VoiceModelPackage.FetchAsync(temporary.FullName, cancellation), folder, cancellation);
            }
            finally
            {
                temporary.Delete(recursive: true);
            }
        }
        output.WriteLine($"{path}: pronto; o servidor o usa a partir do próximo início.");
        return ExitCodes.Done;
    }
}
