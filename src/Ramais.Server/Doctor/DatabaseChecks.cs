using System.Collections.Immutable;
using Ramais.Extensions;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;

namespace Ramais.Server.Doctor;

/// <summary>The PostgreSQL of the settings: whether it answers, has the table and the trigger, and which rows would be rejected.</summary>
internal static class DatabaseChecks
{
    private const string Subject = "banco de dados";

    /// <returns>The findings, and the extensions that would be served.</returns>
    public static async Task<(IReadOnlyList<Finding> Findings, IReadOnlyList<Extension> Extensions)> RunAsync(
        DatabaseSettings settings, CancellationToken cancellation)
    {
        await using var database = new Database(settings, TimeProvider.System);
        try
        {
            var rows = await database.UseAsync(ExtensionTable.LoadAsync, cancellation);
            var triggers = await database.UseAsync(TableSetup.TriggersAsync, cancellation);
            var (accepted, rejected) = ExtensionValidator.Validate(rows, []);
            return ([Rows(settings, accepted.Length), Trigger(triggers), .. rejected.Select(Rejected)], accepted);
        }
        catch (ExtensionSourceException fault)
        {
            return ([Finding.Split(FindingLevel.Missing, Subject, fault.Message.TrimEnd('.'), ": ")], []);
        }
    }

    private static Finding Rows(DatabaseSettings settings, int count) => count > 0
        ? Finding.Good(Subject, $"{count} ramais em {DatabaseFault.Place(settings)}")
        : Finding.Warning(Subject, $"nenhum ramal em {DatabaseFault.Place(settings)}", "cadastre-os ou use ./ramais db import");

    private static Finding Trigger(ImmutableArray<string> names) => names.IsEmpty
        ? Finding.Warning(Subject, "a tabela não avisa das alterações", "instale o gatilho com ./ramais db init ou defina AUTO_REFRESH=true")
        : Finding.Good(Subject, $"as alterações são avisadas pelo gatilho {names[0]}");

    private static Finding Rejected(RejectedRow row) => Finding.Warning(Subject, $"a linha {row.Id} não vale", string.Join("; ", row.Reasons));
}
