using Ramais.Server.Settings;
using Ramais.Server.Tests.Postgres;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

/// <summary>Against a real PostgreSQL.</summary>
[Collection(SharedPostgres.Name)]
public sealed class PostgresDecisionTests(PostgresServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_decision_is_a_row_of_our_own_schema_which_is_created_where_it_is_missing()
    {
        var database = await server.NewDatabaseAsync();
        await using var rig = await StartAsync(database);
        await (await rig.KeepAsync()).Acknowledged.WaitAsync(Cancellation);
        await (await rig.KeepAsync(Guid.NewGuid(), authorized: false)).Acknowledged.WaitAsync(Cancellation);
        Assert.Equal(
            "15|true|501|Renata Albuquerque|Marcos|entrega|key|1714000000",
            await PostgresServer.QueryAsync<string>(database, $"""
                select concat_ws('|', condominium_id, authorized::text, apartment, resident, visitor, intent_type, decided_by, extract(epoch from decided_at)::bigint)
                from ramais.decision where call_id = '{AccessRig.CallId}'
                """));
        Assert.Equal(2L, await PostgresServer.QueryAsync<long>(database, "select count(*) from ramais.decision"));
    }

    [Fact]
    public async Task A_repetition_is_no_second_row()
    {
        var database = await server.NewDatabaseAsync();
        await using (var rig = await StartAsync(database))
            await (await rig.KeepAsync()).Acknowledged.WaitAsync(Cancellation);
        using var other = new TemporaryFolder(); // its outbox was lost, so that it is delivered again
        await using var again = await StartAsync(database, other);
        await (await again.KeepAsync()).Acknowledged.WaitAsync(Cancellation);
        Assert.Equal(1L, await PostgresServer.QueryAsync<long>(database, "select count(*) from ramais.decision"));
    }

    [Fact]
    public async Task A_database_that_is_away_gets_it_when_it_is_back()
    {
        var database = await server.NewDatabaseAsync();
        await using var rig = await StartAsync(database);
        await server.StopAsync();
        try
        {
            var receipt = await rig.KeepAsync();
            await rig.Log.SeesAsync("Decisões para postgres não são entregues: PostgreSQL");
            Assert.False(receipt.Acknowledged.IsCompleted);
            await server.StartAsync();
            await receipt.Acknowledged.WaitAsync(Cancellation);
        }
        catch
        {
            await server.StartAsync();
            throw;
        }
        Assert.Equal(1L, await PostgresServer.QueryAsync<long>(database, "select count(*) from ramais.decision"));
    }

    private Task<AccessRig> StartAsync(DatabaseSettings database, TemporaryFolder? folder = null) => AccessRig.StartAsync(
        folder ?? _folder, database, new Dictionary<string, string> { ["ACCESS_SINKS"] = "postgres" });
}
