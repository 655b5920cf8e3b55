using System.CommandLine;
using System.Globalization;
using Ramais.Directory;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais nlu</c>: tries phrases against the language rules.</summary>
internal static class NluCommand
{
    public static Command Create(TextReader input) =>
        new("nlu", "Mostra o que as regras de linguagem entendem de frases, uma por linha na entrada padrão.") { Reply(input), Visitor(input) };

    private static Command Reply(TextReader input)
    {
        var command = new Command("reply", "Respostas de moradores: authorize, deny, question, repeat, wait ou unclear.");
        command.SetAction(parsed => NluCommands.Reply(input, parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Command Visitor(TextReader input)
    {
        var directory = new Option<string>("--directory") { HelpName = "ARQUIVO", Description = "diretório de apartamentos e moradores (diretorio.json)", Required = true };
        var condominium = new Option<int?>("--condominium")
        {
            HelpName = "N",
            Description = "condomínio do diretório (o primeiro do arquivo)",
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
                    return id;
                result.AddError($"--condominium: '{result.Tokens[0].Value}' não serve; espera-se o número de um condomínio");
                return null;
            },
        };
        var command = new Command("visitor", "Falas de visitantes, como «pergunta<TAB>frase», com a pergunta vazia, name, apartment ou intent.") { directory, condominium };
        command.SetAction(parsed =>
        {
            var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var load = Load(parsed.GetValue(directory)!);
            foreach (var fault in load.Faults)
                errors.WriteLine($"ramais: {fault}");
            return NluCommands.Visitor(input, output, errors, load.Snapshot.For(parsed.GetValue(condominium) ?? load.FirstCondominiumId));
        });
        return command;
    }

    private static DirectoryLoad Load(string path)
    {
        try
        {
            return DirectoryFile.Load(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"--directory: não foi possível ler {path}; confira se o arquivo existe e as permissões.", failure);
        }
    }
}
