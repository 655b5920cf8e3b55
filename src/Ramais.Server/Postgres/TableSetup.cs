using System.Collections.Immutable;
using Npgsql;

namespace Ramais.Server.Postgres;

/// <summary><c>db init</c>: the table where it is missing, and the trigger that notifies. A table that exists is never altered.</summary>
internal static class TableSetup
{
    /// <summary>Ours; a trigger of another name that notifies the same channel is left in peace.</summary>
    private const string Trigger = "ramais_notify_extension_ia";

    private const string CreateTable = $"""
        create table {ExtensionTable.Name} (
            extension_ia_id          integer generated always as identity,
            extension_ia_number      char(50) not null,
            extension_ia_return      char(50) not null,
            extension_ia_ip          char(50) not null,
            extension_ia_number_port char(50) not null,
            condominium_id           integer  not null,
            extension_ia_return_port char(50)
        )
        """;

    // A notification holds less than 8000 bytes; a table with columns of its own could pass that, and must still be able to change.
    private const string CreateFunction = $$"""
        create or replace function public.{{Trigger}}() returns trigger language plpgsql set search_path = pg_catalog as $function$
        declare
            payload text;
            changed record;
        begin
            if tg_op = 'DELETE' then changed := old; else changed := new; end if;
            payload := json_build_object('action', tg_op, 'data', to_json(changed))::text;
            if octet_length(payload) > 7900 then
                payload := json_build_object('action', tg_op, 'data', json_build_object('extension_ia_id', changed.extension_ia_id))::text;
            end if;
            perform pg_notify('{{PostgresNotifications.Channel}}', payload);
            return null;
        end
        $function$
        """;

    private const string CreateTrigger = $"""
        create trigger {Trigger} after insert or update or delete on {ExtensionTable.Name}
        for each row execute function public.{Trigger}()
        """;

    private const string FindTable = $"select to_regclass('{ExtensionTable.Name}') is not null";

    private const string FindTriggers = $"""
        select tgname::text from pg_trigger join pg_proc on pg_proc.oid = tgfoid
        where tgrelid = to_regclass('{ExtensionTable.Name}') and not tgisinternal and tgenabled <> 'D'
          and prosrc like '%{PostgresNotifications.Channel}%'
        order by tgname
        """;

    private const string FindOurs = $"select exists (select from pg_trigger where tgrelid = to_regclass('{ExtensionTable.Name}') and tgname = '{Trigger}')";

    /// <summary>Does what is missing. To be called in a transaction.</summary>
    /// <returns>What was done and what was there, a line each, in Portuguese.</returns>
    public static async Task<ImmutableArray<string>> RunAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
    [
        await TableAsync(connection, cancellation),
        await TriggerAsync(connection, cancellation),
    ];

    /// <summary>The enabled triggers of the table that notify our channel.</summary>
    public static async Task<ImmutableArray<string>> TriggersAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindTriggers, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = ImmutableArray.CreateBuilder<string>();
        while (await reader.ReadAsync(cancellation))
            names.Add(reader.GetString(0));
        return names.ToImmutable();
    }

    private static async Task<string> TableAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await IsTrueAsync(connection, FindTable, cancellation))
            return $"Tabela {ExtensionTable.Name}: já existia e não foi alterada.";
        await ExecuteAsync(connection, CreateTable, cancellation);
        return $"Tabela {ExtensionTable.Name}: criada.";
    }

    private static async Task<string> TriggerAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var present = await TriggersAsync(connection, cancellation);
        if (!present.IsEmpty && !present.Contains(Trigger))
            return $"Avisos em {PostgresNotifications.Channel}: o gatilho {present[0]} já os envia e foi mantido.";
        if (present.IsEmpty && await IsTrueAsync(connection, FindOurs, cancellation))
            return $"Avisos em {PostgresNotifications.Channel}: o gatilho {Trigger} está desligado; ligue-o com: alter table {ExtensionTable.Name} enable trigger {Trigger};";
        await ExecuteAsync(connection, CreateFunction, cancellation);
        if (present.Contains(Trigger))
            return $"Avisos em {PostgresNotifications.Channel}: o gatilho {Trigger} já existia; sua função foi posta em dia.";
        await ExecuteAsync(connection, CreateTrigger, cancellation);
        return $"Avisos em {PostgresNotifications.Channel}: gatilho {Trigger} criado.";
    }

    private static async Task<bool> IsTrueAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
