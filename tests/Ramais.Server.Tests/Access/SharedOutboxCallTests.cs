using Ramais.Server.Access;
using Ramais.Server.Hosting;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Hosting;
using Ramais.Server.Tests.Postgres;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

/// <summary>The real process with its outbox in PostgreSQL: the process is killed, and the database goes away, around a resident's yes.</summary>
public sealed class SharedOutboxCallTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const int Limit = 900_000; // a guard against a hang, for a machine at work
    private const int Kills = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(2);
    private DatabaseSettings _database = null!;
    private AccessSystem _system = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        FirstStart.CreateMissing(new() { DataDir = _folder.Path });
        File.Delete(_folder.File(FirstStart.ExtensionsFile)); // of the samples only the directory
        _database = await postgres.NewDatabaseAsync();
        await using (var setup = new Database(_database, TimeProvider.System))
            await setup.ChangeAsync(TableSetup.RunAsync, Cancellation);
        await PostgresServer.ExecuteAsync(_database, $"insert into extension_ia values (default, '2011', '2012', '127.0.0.1', '{_ports[0]}', 15, '{_ports[1]}')");
        _system = await AccessSystem.StartAsync(new Random(7));
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task A_process_killed_between_the_yes_and_the_acknowledgement_delivers_each_decision_once_after_the_restart()
    {
        var (random, owed, never) = (new Random(3), new List<Guid>(), new List<Guid>());
        for (var attempt = 0; owed.Count < Kills; attempt++)
        {
            var call = Guid.NewGuid();
            await DecideAndKillAsync(call, written: attempt % 3 != 0, random.Next(200));
            if (await StandingAsync(call) is not "delivered" and var standing)
                (standing == "owed" ? owed : never).Add(call);
        }
        await using (await StartAsync())
            await UntilAsync(() => owed.All(_system.Taken.ContainsKey)).WaitAsync(TestContext.Current.CancellationToken);
        Assert.All(never, call => Assert.False(_system.Taken.ContainsKey(call)));
        Assert.Empty(_system.Contradictions);
        Assert.Null(new AuditLog(new PostgresOutbox(_database), new(null)).Verify().Fault);
    }

    [Fact(Timeout = Limit)]
    public async Task A_yes_while_the_database_is_away_opens_nothing_and_ends_the_call_as_failed()
    {
        await using var server = await StartAsync();
        var (away, back) = (Guid.NewGuid(), Guid.NewGuid());
        using (var visit = await KeypadVisit.UntilAskedAsync(server.Client, _ports[0], _ports[1], away))
        {
            await postgres.StopAsync();
            try
            {
                await visit.Resident.PressAsync("1");
                await visit.UntilClosedAsync();
            }
            finally
            {
                await postgres.StartAsync();
            }
        }
        Assert.Equal("failed", await server.Client.GetStringAsync(new Uri($"/api/calls/{away}/outcome", UriKind.Relative), TestContext.Current.CancellationToken));
        using (var visit = await KeypadVisit.UntilAskedAsync(server.Client, _ports[0], _ports[1], back))
        {
            await visit.Resident.PressAsync("1");
            await UntilAsync(() => _system.Taken.ContainsKey(back));
        }
        Assert.Equal([back], _system.Taken.Keys);
        Assert.Equal("none", await StandingAsync(away));
    }

    /// <param name="written">Not before the decision is; otherwise a slow machine may not even have read the key.</param>
    private async Task DecideAndKillAsync(Guid call, bool written, int afterMs)
    {
        await using var server = await StartAsync();
        using var visit = await KeypadVisit.UntilAskedAsync(server.Client, _ports[0], _ports[1], call);
        await visit.Resident.PressAsync("1");
        var closed = visit.UntilClosedAsync(); // before its time where the decision could not be written
        while (written && !closed.IsCompleted && await StandingAsync(call) == "none")
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(afterMs), TimeProvider.System, Cancellation);
        await server.SignalAsync("KILL");
        Assert.Equal(128 + 9, await server.ExitCodeAsync(Cancellation));
        await closed;
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(
        _folder, shutdownSeconds: 0,
        [
            "ACCESS_OUTBOX=postgres", "ACCESS_SINKS=webhook", $"ACCESS_WEBHOOK_URL={_system.Url}", "ACCESS_WEBHOOK_SECRET=chave-de-exemplo",
            .. PostgresServer.Values(_database).Select(v => $"{v.Key}={v.Value}"),
        ]);

    /// <summary>What the killed process left in the database.</summary>
    private Task<string> StandingAsync(Guid call) => PostgresServer.QueryAsync<string>(
        _database, $"select coalesce((select case when delivered_at is null then 'owed' else 'delivered' end from ramais.outbox_delivery where call_id = '{call}'), 'none')");

    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
    }
}
