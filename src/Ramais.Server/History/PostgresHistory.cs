using System.Data.Common;
using DbUp.Postgresql;
using Npgsql;
using Ramais.Extensions;
using Ramais.History;
using Ramais.Server.Postgres;

namespace Ramais.Server.History;

/// <summary>The history in the schema <c>ramais</c> of the configured PostgreSQL. The tables of production are left alone.</summary>
internal sealed class PostgresHistory(Database database) : HistoryDatabase
{
    private const string DataException = "22";
    private const string IntegrityViolation = "23";
    private const long Lock = 7_236_144_501; // ours alone in that database

    public override string Schema => "ramais.";

    public override string Milliseconds(string column) => $"cast(extract(epoch from {column}) * 1000 as bigint)";

    public override string Json(string parameter) => $"cast({parameter} as jsonb)";

    public override object Id(Guid id) => id;

    public override string IsOneOf(string column, string parameter) => $"{column} = any({parameter})";

    public override object Ids(IEnumerable<Guid> ids) => ids.ToArray();

    public override object Instant(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds()).UtcDateTime;

    /// <summary>Old versions of rows are overwritten by PostgreSQL's own vacuum.</summary>
    public override Task ForgetAsync(CancellationToken stopping) => Task.CompletedTask;

    protected override Task MigrateAsync(CancellationToken stopping) => GuardAsync(
        () => database.UseAsync(
            async (connection, token) =>
            {
                await ExecuteAsync(connection, $"select pg_advisory_lock({Lock})", token); // servers that share a database may start at once
                try
                {
                    await ExecuteAsync(connection, "create schema if not exists ramais", token);
                    Migration.Run(
                        PostgresqlExtensions.PostgresqlDatabase(new PostgresqlConnectionManager(database.Connections), "ramais").JournalToPostgresqlTable("ramais", "history_schema"),
                        "Postgres");
                    return true;
                }
                finally
                {
                    await ExecuteAsync(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
                }
            },
            stopping),
        refusals: false);

    protected override Task<T> ConnectAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken stopping) =>
        GuardAsync(() => database.ReadAsync((connection, token) => work(connection, token), stopping), refusals: true); // a picture may be written twice

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stopping)
    {
#pragma warning disable CA2100 // every text is a constant of this file
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(stopping);
    }

    /// <param name="refusals">Whether data may be at fault.</param>
    private async Task<T> GuardAsync<T>(Func<Task<T>> work, bool refusals)
    {
        try
        {
            return await work();
        }
        catch (ExtensionSourceException failure)
        {
            if (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn })
                Doubt();
            throw Wrapped(failure, refusals);
        }
    }

    private HistoryException Wrapped(ExtensionSourceException failure, bool refusals) => failure.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn } => new(
            $"PostgreSQL {DatabaseFault.Place(database.Settings)}: faltam tabelas do histórico no esquema ramais; elas serão criadas de novo.", failure),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => new(
            $"PostgreSQL {DatabaseFault.Place(database.Settings)}: o usuário não pode criar ou usar o esquema ramais; dê-lhe create no banco ou crie o esquema com ele por dono.",
            failure),
        InvalidCastException => new($"PostgreSQL {DatabaseFault.Place(database.Settings)}: as tabelas do esquema ramais têm colunas de outro tipo; renomeie-as.", failure),
        PostgresException { SqlState: [.. var kind, _, _, _] } when refusals && (kind is DataException or IntegrityViolation) => new(failure.Message, failure, refused: true),
        _ => new(failure.Message, failure),
    };
}
