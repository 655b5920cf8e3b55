using Npgsql;
using NpgsqlTypes;
using Ramais.Access;
using Ramais.Extensions;
using Ramais.Server.Postgres;

namespace Ramais.Server.Access;

/// <summary>
/// Decisions in the table <c>ramais.decision</c> of the configured PostgreSQL, one row a call. The schema is ours and is created where it is
/// missing; the tables of production are left alone.
/// </summary>
internal sealed class PostgresDecisionSink(Database database) : IDecisionSink
{
    private const string Create = """
        create schema if not exists ramais;
        create table if not exists ramais.decision (
            call_id        uuid primary key,
            condominium_id integer not null,
            authorized     boolean not null,
            apartment      text not null,
            resident       text not null,
            visitor        text not null,
            intent_type    text not null,
            decided_by     text not null,
            decided_at     timestamptz not null,
            written_at     timestamptz not null default now()
        )
        """;

    private const string Insert = """
        insert into ramais.decision (call_id, condominium_id, authorized, apartment, resident, visitor, intent_type, decided_by, decided_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (call_id) do nothing
        """;

    public string Name => AccessSinks.Postgres;

    public async Task DeliverAsync(AccessDecision decision, bool repeated, CancellationToken cancellation)
    {
        try
        {
            await database.ReadAsync((connection, token) => WriteAsync(connection, decision, token), cancellation);
        }
        catch (ExtensionSourceException failure)
        {
            throw new DecisionSinkException(failure.Message.TrimEnd('.'), failure);
        }
    }

    private static async Task<int> WriteAsync(NpgsqlConnection connection, AccessDecision decision, CancellationToken cancellation)
    {
        try
        {
            return await InsertAsync(connection, decision, cancellation);
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            await using var create = new NpgsqlCommand(Create, connection);
            await create.ExecuteNonQueryAsync(cancellation);
            return await InsertAsync(connection, decision, cancellation);
        }
    }

    private static async Task<int> InsertAsync(NpgsqlConnection connection, AccessDecision decision, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = decision.CallId },
                new() { Value = decision.CondominiumId },
                new() { Value = decision.Authorized },
                new() { Value = decision.Apartment },
                new() { Value = decision.Resident },
                new() { Value = decision.Visitor },
                new() { Value = decision.IntentType },
                new() { Value = decision.By },
                new() { Value = decision.At.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
