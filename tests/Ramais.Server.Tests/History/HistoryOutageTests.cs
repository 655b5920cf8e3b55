using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Ramais.History;
using Ramais.Server.Hosting;
using Ramais.Server.Postgres;
using Ramais.Server.Tests.Postgres;

namespace Ramais.Server.Tests.History;

/// <summary>A real server whose real PostgreSQL goes away and returns.</summary>
[Collection(SharedPostgres.Name)]
public sealed class HistoryOutageTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_end_while_the_database_is_away_and_are_in_the_history_when_it_is_back()
    {
        var database = await postgres.NewDatabaseAsync();
        await using (var setup = new Database(database, TimeProvider.System))
            await setup.ChangeAsync(TableSetup.RunAsync, Cancellation);
        await using var server = await RunningServer.StartAsync(null, s => s with { Database = database }, CallHosting.AddCalls);
        var archive = server.Server.Services.GetRequiredService<CallArchive>();
        archive.Add(PastCalls.Ended(1));
        await UntilAsync(() => archive.Written == 1);
        await postgres.StopAsync();
        try
        {
            for (var n = 2; n <= 100; n++)
                archive.Add(PastCalls.Ended(n));
            await server.Log.UntilAsync("O histórico não é gravado: PostgreSQL");
            Assert.True(archive.Queued > 0);
            Assert.Equal(0, archive.Dropped);
            var away = await server.GetAsync("/api/calls"); // what memory has, and why there is no more
            Assert.StartsWith("PostgreSQL ", away.GetProperty("history_error").GetString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(HttpMethod.Get, "/api/calls.csv")).Code);
        }
        finally
        {
            await postgres.StartAsync();
        }
        await server.Log.UntilAsync("O histórico voltou a ser gravado.");
        await UntilAsync(() => archive is { Written: 100, Queued: 0 });
        Assert.Equal(100L, await PostgresServer.QueryAsync<long>(database, "select count(*) from ramais.call where ended_at is not null"));
        Assert.Equal(50, (await server.GetAsync("/api/calls")).GetProperty("total").GetInt32());
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
    }
}
