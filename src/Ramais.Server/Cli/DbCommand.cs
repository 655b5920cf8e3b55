using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Npgsql;
using Ramais.Extensions;
using Ramais.Server.Postgres;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais db</c>: prepares the table, and moves rows between it and the JSON of the local file.</summary>
internal static class DbCommand
{
    public static Command Create() =>
        new("db", "Prepara a tabela extension_ia no PostgreSQL dos ajustes DB_* e leva ramais de e para ela.") { Init(), Import(), Export() };

    private static Command Init()
    {
        var (command, envFile) = New("init", "Cria a tabela, se falta, e o gatilho que avisa das alterações. Nunca altera uma tabela que existe.");
        command.SetAction(async (parsed, cancellation) =>
        {
            var lines = await InTransactionAsync(parsed.GetValue(envFile), TableSetup.RunAsync, cancellation);
            foreach (var line in lines)
                parsed.InvocationConfiguration.Output.WriteLine(line);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("ARQUIVO") { Description = "ramais no formato de ramais_config.json" };
        var (command, envFile) = New("import", "Grava na tabela os ramais de um arquivo: todos ou, se um deles não puder, nenhum. O id decide quem é substituído.");
        command.Arguments.Add(file);
        command.SetAction(async (parsed, cancellation) =>
        {
            var rows = Read(parsed.GetValue(file)!);
            var counts = await InTransactionAsync(
                parsed.GetValue(envFile), (connection, token) => TableImport.RunAsync(connection, rows, token), cancellation);
            parsed.InvocationConfiguration.Output.WriteLine($"{counts.Added} novos, {counts.Changed} alterados, {counts.Unchanged} iguais.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Export()
    {
        var (command, envFile) = New("export", "Escreve na saída padrão os ramais da tabela, no formato de ramais_config.json.");
        command.SetAction(async (parsed, cancellation) =>
        {
            var rows = await InTransactionAsync(parsed.GetValue(envFile), ExtensionTable.LoadAsync, cancellation);
            // No line end: the bytes are those of the local copy.
            parsed.InvocationConfiguration.Output.Write(Encoding.UTF8.GetString(JsonExtensionFile.Format(rows)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static (Command Command, Option<string?> EnvFile) New(string name, string description)
    {
        var envFile = new Option<string?>("--env-file") { HelpName = "ARQUIVO", Description = "arquivo com os ajustes (.env)" };
        return (new Command(name, description) { envFile }, envFile);
    }

    private static ImmutableArray<ExtensionRow> Read(string path)
    {
        try
        {
            return JsonExtensionFile.Read(path, out _);
        }
        catch (ExtensionSourceException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }

    private static async Task<T> InTransactionAsync<T>(
        string? envFile, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var settings = ServeCommand.ReadSettings(envFile).Database
            ?? throw new CommandFailedException("DB_HOST não está definido: informe os ajustes DB_* no ambiente ou no .env.");
        await using var database = new Database(settings, TimeProvider.System);
        try
        {
            return await database.ChangeAsync(work, cancellation);
        }
        catch (ExtensionSourceException failure)
        {
            throw new CommandFailedException(failure.Message, failure);
        }
    }
}
