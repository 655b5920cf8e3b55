using System.CommandLine;
using Ramais.History;
using Ramais.Server.History;
using Ramais.Server.Postgres;
using Ramais.Server.Privacy;
using Ramais.Server.Settings;

namespace Ramais.Server.Cli;

/// <summary><c>./ramais privacy</c>: erases what is kept of the people of an apartment, with the server running or without it.</summary>
internal static class PrivacyCommand
{
    public static Command Create(TextReader input) => new("privacy", "Apaga dados pessoais a pedido do titular.") { Erase(input) };

    private static Command Erase(TextReader input)
    {
        var condominium = Values.Condominium("--condominium", "número do condomínio");
        condominium.Required = true;
        var apartment = new Option<string>("--apartment") { HelpName = "APARTAMENTO", Description = "como está no diretório", Required = true };
        var yes = new Option<bool>("--yes") { Description = "apaga sem perguntar" };
        var envFile = new Option<string?>("--env-file") { HelpName = "ARQUIVO", Description = "arquivo com os ajustes (.env)" };
        var command = new Command("erase", "Apaga nomes, falas, gravações e o apartamento das chamadas encerradas de um apartamento. Não se desfaz.") { condominium, apartment, yes, envFile };
        command.SetAction((parsed, cancellation) => RunAsync(
            ServeCommand.ReadSettings(parsed.GetValue(envFile)), new(parsed.GetValue(condominium), parsed.GetValue(apartment)!.Trim()),
            parsed.GetValue(yes) ? null : input, parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    /// <param name="input">Where the confirmation comes from; null asks for none.</param>
    private static async Task<int> RunAsync(RamaisSettings settings, Home home, TextReader? input, TextWriter output, CancellationToken cancellation)
    {
        if (!System.IO.Directory.Exists(settings.DataDir))
            throw new CommandFailedException($"DATA_DIR=\"{settings.DataDir}\" não existe: rode o comando na pasta do servidor, ou informe --env-file.");
        await using var database = settings.Database is { } known ? new Database(known, TimeProvider.System) : null;
        HistoryDatabase history = database is null ? new SqliteHistory(settings.DataFile(HistoryServices.FileName)) : new PostgresHistory(database);
        try
        {
            return await EraseAsync(PrivacyServices.Places(settings, history, database, TimeProvider.System), home, input, output, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HistoryException)
        {
            throw new CommandFailedException($"{failure.Message.TrimEnd('.')}. O que veio antes foi apagado; corrija e repita.", failure);
        }
    }

    private static async Task<int> EraseAsync(IReadOnlyList<IPersonalData> places, Home home, TextReader? input, TextWriter output, CancellationToken cancellation)
    {
        var calls = new HashSet<Guid>();
        foreach (var place in places)
            calls.UnionWith(await place.FindAsync(home, cancellation));
        output.WriteLine($"{calls.Count} chamadas encerradas do apartamento {home.Apartment} do condomínio {home.CondominiumId}.");
        if (calls.Count == 0)
            return ExitCodes.Done;
        if (input is not null && !await ConfirmedAsync(input, output, cancellation))
            throw new CommandFailedException("nada foi apagado.");
        // The history last: it finds the calls, also when an erasure that failed is repeated.
        foreach (var place in places.Reverse())
            Tell(output, place.Name, await place.EraseAsync(calls, cancellation));
        return ExitCodes.Done;
    }

    private static async Task<bool> ConfirmedAsync(TextReader input, TextWriter output, CancellationToken cancellation)
    {
        output.Write("Apagar nomes, falas, gravações e o apartamento delas? Não se desfaz. Digite sim: ");
        return (await input.ReadLineAsync(cancellation))?.Trim().Equals("sim", StringComparison.OrdinalIgnoreCase) == true;
    }

    private static void Tell(TextWriter output, string place, Erased erased)
    {
        output.WriteLine($"{place}: {erased.Count} apagados.");
        if (erased.Left > 0)
            output.WriteLine($"{place}: {erased.Left} {erased.Why}.");
    }
}
