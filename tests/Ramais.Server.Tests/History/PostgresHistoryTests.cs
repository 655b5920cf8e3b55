using Ramais.History;
using Ramais.Server.History;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Postgres;

namespace Ramais.Server.Tests.History;

/// <summary>Against a real PostgreSQL.</summary>
[Collection(SharedPostgres.Name)]
public sealed class PostgresHistoryTests(PostgresServer server) : HistoryRules, IAsyncLifetime
{
    private readonly List<Database> _opened = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
            await database.DisposeAsync();
    }

    private protected override async Task<HistoryDatabase> DatabaseAsync() => Open(await server.NewDatabaseAsync());

    [Fact]
    public async Task Everything_is_in_a_schema_of_our_own_and_is_made_again_where_it_was_taken_away()
    {
        var settings = await server.NewDatabaseAsync();
        var store = new HistoryStore(Open(settings), "a", TimeProvider.System);
        await store.SaveAsync([PastCalls.Ended()], Cancellation);
        const string Tables = "select count(*) from information_schema.tables where table_schema = '{0}'";
        Assert.Equal(6L, await PostgresServer.QueryAsync<long>(settings, string.Format(null, Tables, "ramais")));
        Assert.Equal(0L, await PostgresServer.QueryAsync<long>(settings, string.Format(null, Tables, "public")));
        await PostgresServer.ExecuteAsync(settings, "drop schema ramais cascade");
        await Assert.ThrowsAsync<HistoryException>(() => store.SaveAsync([PastCalls.Ended()], Cancellation));
        await store.SaveAsync([PastCalls.Ended(1)], Cancellation);
        Assert.Equal(1L, await PostgresServer.QueryAsync<long>(settings, "select count(*) from ramais.call"));
    }

    [Fact]
    public async Task Two_servers_that_begin_at_once_on_an_empty_database_both_come_to_write()
    {
        var settings = await server.NewDatabaseAsync();
        var stores = Enumerable.Range(0, 4).Select(n => new HistoryStore(Open(settings), $"{n}", TimeProvider.System)).ToList();
        await Task.WhenAll(stores.Select((store, n) => UntilWrittenAsync(store, n)));
        Assert.Equal(4L, await PostgresServer.QueryAsync<long>(settings, "select count(*) from ramais.call"));
    }

    /// <summary>As the archive does: a failure is tried again.</summary>
    private static async Task UntilWrittenAsync(HistoryStore store, int number)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await store.SaveAsync([PastCalls.Ended(number)], Cancellation);
                return;
            }
            catch (HistoryException failure) when (!failure.Refused && attempt < 10)
            {
                // the other one was making the tables
            }
        }
    }

    private PostgresHistory Open(DatabaseSettings settings)
    {
        var database = new Database(settings, TimeProvider.System);
        _opened.Add(database);
        return new(database);
    }
}
