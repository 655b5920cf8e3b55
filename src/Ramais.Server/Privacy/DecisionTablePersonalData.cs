using Dapper;
using Npgsql;
using Ramais.Extensions;
using Ramais.History;
using Ramais.Server.Postgres;

namespace Ramais.Server.Privacy;

/// <summary>The table <c>ramais.decision</c> of the sink <c>postgres</c>, where it is.</summary>
internal sealed class DecisionTablePersonalData(Database database) : IPersonalData
{
    private const string IsThere = "select to_regclass('ramais.decision') is not null";

    public string Name => "tabela ramais.decision";

    public Task<int> PurgeAsync(RetentionLimits limits, CancellationToken stopping) => ChangeAsync(
        "update ramais.decision set resident = '', visitor = '' where decided_at < @limit and (resident <> '' or visitor <> '')",
        new { limit = limits.Names.UtcDateTime }, stopping);

    public Task<IReadOnlyCollection<Guid>> FindAsync(Home home, CancellationToken stopping) => UseAsync<IReadOnlyCollection<Guid>>(
        [],
        async connection => [.. await connection.QueryAsync<Guid>(
            "select call_id from ramais.decision where condominium_id = @CondominiumId and apartment = @Apartment", home)],
        stopping);

    public async Task<Erased> EraseAsync(IReadOnlyCollection<Guid> calls, CancellationToken stopping) => new(await ChangeAsync(
        "update ramais.decision set apartment = '', resident = '', visitor = '' where call_id = any(@calls)", new { calls = calls.ToArray() }, stopping));

    private Task<int> ChangeAsync(string sql, object parameters, CancellationToken stopping) => UseAsync(0, connection => connection.ExecuteAsync(sql, parameters), stopping);

    private async Task<T> UseAsync<T>(T nothing, Func<NpgsqlConnection, Task<T>> work, CancellationToken stopping)
    {
        try
        {
            return await database.ReadAsync(async (connection, _) => await connection.ExecuteScalarAsync<bool>(IsThere) ? await work(connection) : nothing, stopping);
        }
        catch (ExtensionSourceException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }
}
