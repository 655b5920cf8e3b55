using Npgsql;
using Ramais.Extensions;
using Ramais.Server.Access;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;

namespace Ramais.Server.Doctor;

/// <summary>Whether the decisions can get where they are to go. No decision is made up and nothing is created.</summary>
internal static class AccessChecks
{
    private const string MayWrite = """
        select coalesce(
            (select has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'insert')
             from pg_namespace n join pg_class c on c.relnamespace = n.oid and c.relname = $1 where n.nspname = 'ramais'),
            (select has_schema_privilege(oid, 'create') from pg_namespace where nspname = 'ramais'),
            has_database_privilege(current_database(), 'create'))
        """;

    public static async Task<IReadOnlyList<Finding>> RunAsync(RamaisSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        if (settings.Access.SharedOutbox)
            findings.Add(await TableAsync("caixa de saída", "outbox_decision", settings.Database!, time, cancellation));
        if (settings.Access.Sinks.IsEmpty)
            findings.Add(Finding.Warning("decisões", "vão só para decisoes.jsonl", "defina ACCESS_SINKS, ou leia esse arquivo com o sistema de acesso"));
        foreach (var sink in settings.Access.Sinks)
            findings.Add(await CheckAsync(sink, settings, time, cancellation));
        return findings;
    }

    private static Task<Finding> CheckAsync(string sink, RamaisSettings settings, TimeProvider time, CancellationToken cancellation) => sink switch
    {
        AccessSinks.Amqp => QueueCheck.RunAsync(Subject(sink), settings.Amqp!, settings.Access.Queue, "o sistema de acesso", cancellation),
        AccessSinks.Webhook => ReceiverCheck.RunAsync(Subject(sink), settings.Access.Webhook!.Url, "ACCESS_WEBHOOK_URL", time, cancellation),
        _ => TableAsync(Subject(sink), "decision", settings.Database!, time, cancellation),
    };

    private static async Task<Finding> TableAsync(string subject, string table, DatabaseSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        await using var database = new Database(settings, time);
        try
        {
            return await database.UseAsync((connection, token) => MayWriteAsync(connection, table, token), cancellation)
                ? Finding.Good(subject, $"ramais.{table} em {DatabaseFault.Place(settings)}")
                : Finding.Missing(subject, $"o usuário não pode gravar em ramais.{table}", "dê as permissões de docs/operacao.md");
        }
        catch (ExtensionSourceException fault)
        {
            return Finding.Split(FindingLevel.Missing, subject, fault.Message.TrimEnd('.'), ": ");
        }
    }

    private static async Task<bool> MayWriteAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MayWrite, connection) { Parameters = { new() { Value = table } } };
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static string Subject(string sink) => $"decisões {sink}";
}
