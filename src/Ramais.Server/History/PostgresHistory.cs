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

    public override string Schema => "ramais.";

    public override string Milliseconds(string column) => $"cast(extract(epoch from {column}) * 1000 as bigint)";

    public override string Json(string parameter) => $"cast({parameter} as jsonb)";

    public override object Id(Guid id) => id;

    public override object Instant(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds()).UtcDateTime;

    protected override Task MigrateAsync(CancellationToken stopping) => GuardAsync(async () =>
    {
        await database.ReadAsync(CreateSchemaAsync, stopping); // reaches the server within the limits of the pool, before DbUp waits for it without one
        Migration.Run(
            PostgresqlExtensions.PostgresqlDatabase(new PostgresqlConnectionManager(database.Connections), "ramais").JournalToPostgresqlTable("ramais", "history_schema"), "Postgres");
        return true;
    });

    protected override Task<T> ConnectAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken stopping) =>
        GuardAsync(() => database.ReadAsync((connection, token) => work(connection, token), stopping)); // a picture may be written twice

    private static async Task<int> CreateSchemaAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var create = new NpgsqlCommand("create schema if not exists ramais", connection);
        return await create.ExecuteNonQueryAsync(stopping);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (ExtensionSourceException failure)
        {
            throw Wrapped(failure.InnerException as PostgresException, failure.Message, failure);
        }
        catch (NpgsqlException failure) // of DbUp
        {
            var worded = database.Wrapped(failure);
            throw Wrapped(failure as PostgresException, worded.Message, failure);
        }
    }

    private HistoryException Wrapped(PostgresException? refusal, string message, Exception failure) => refusal?.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => new(
            $"PostgreSQL {DatabaseFault.Place(database.Settings)}: faltam tabelas do histórico no esquema ramais; elas serão criadas de novo.", failure),
        PostgresErrorCodes.InsufficientPrivilege => new(
            $"PostgreSQL {DatabaseFault.Place(database.Settings)}: o usuário não pode criar ou usar o esquema ramais; dê-lhe create no banco ou crie o esquema com ele por dono.", failure),
        { } state when state.StartsWith(DataException, StringComparison.Ordinal) || state.StartsWith(IntegrityViolation, StringComparison.Ordinal) => new(message, failure, refused: true),
        _ => new(message, failure),
    };
}
