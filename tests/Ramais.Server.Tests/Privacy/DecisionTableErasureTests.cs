using Ramais.Access;
using Ramais.History;
using Ramais.Server.Access;
using Ramais.Server.Cli;
using Ramais.Server.History;
using Ramais.Server.Postgres;
using Ramais.Server.Privacy;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Access;
using Ramais.Server.Tests.History;
using Ramais.Server.Tests.Postgres;
using Ramais.Testing;

namespace Ramais.Server.Tests.Privacy;

/// <summary>The table <c>ramais.decision</c> of a real PostgreSQL, alone and through <c>./ramais privacy erase</c>.</summary>
[Collection(SharedPostgres.Name)]
public sealed class DecisionTableErasureTests(PostgresServer server)
{
    private const string Names = "select string_agg(concat_ws('|', apartment, resident, visitor, authorized), ' ' order by call_id) from ramais.decision";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_are_purged_by_the_age_of_the_decision_and_the_rest_stays()
    {
        var settings = await server.NewDatabaseAsync();
        await using var database = new Database(settings, TimeProvider.System);
        await DeliverAsync(database, Decision(1), Decision(2) with { At = PastCalls.Start.AddDays(1) });
        var table = new DecisionTablePersonalData(database);
        Assert.Equal(0, await table.PurgeAsync(new(default, PastCalls.Start.AddDays(9), PastCalls.Start), Cancellation));
        Assert.Equal(1, await table.PurgeAsync(new(default, PastCalls.Start, PastCalls.Start.AddDays(1)), Cancellation));
        Assert.Equal("501|||t 501|Renata Albuquerque|Marcos|t", await PostgresServer.QueryAsync<string>(settings, Names));
        Assert.Equal(0, await table.PurgeAsync(new(default, PastCalls.Start, PastCalls.Start.AddDays(1)), Cancellation));
    }

    [Fact]
    public async Task An_apartment_is_found_by_its_condominium_and_erased_and_no_other()
    {
        var settings = await server.NewDatabaseAsync();
        await using var database = new Database(settings, TimeProvider.System);
        await DeliverAsync(database, Decision(1), Decision(2) with { Apartment = "502" }, Decision(3) with { CondominiumId = 16 });
        var table = new DecisionTablePersonalData(database);
        var found = await table.FindAsync(new(15, "501"), Cancellation);
        Assert.Equal([PastCalls.Id(1)], found);
        Assert.Empty(await table.FindAsync(new(15, "501' or '1'='1"), Cancellation));
        Assert.Equal(new Erased(1), await table.EraseAsync(found, Cancellation));
        Assert.Equal("|||t 502|Renata Albuquerque|Marcos|t 501|Renata Albuquerque|Marcos|t", await PostgresServer.QueryAsync<string>(settings, Names));
    }

    [Fact]
    public async Task Without_the_table_there_is_nothing_to_erase_and_without_the_database_it_is_told()
    {
        await using var empty = new Database(await server.NewDatabaseAsync(), TimeProvider.System);
        var table = new DecisionTablePersonalData(empty);
        Assert.Equal(0, await table.PurgeAsync(new(default, PastCalls.Start, PastCalls.Start), Cancellation));
        Assert.Empty(await table.FindAsync(new(15, "501"), Cancellation));
        Assert.Equal(new Erased(0), await table.EraseAsync([PastCalls.Id(1)], Cancellation));
        await using var missing = new Database(server.SettingsOf("nao_existe"), TimeProvider.System);
        var failure = await Assert.ThrowsAsync<IOException>(() => new DecisionTablePersonalData(missing).EraseAsync([PastCalls.Id(1)], Cancellation));
        Assert.Contains("o banco não existe: confira DB_NAME", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_erases_an_apartment_from_the_history_and_the_table_of_a_database()
    {
        using var folder = new TemporaryFolder();
        var settings = await server.NewDatabaseAsync();
        await using var database = new Database(settings, TimeProvider.System);
        await new HistoryStore(new PostgresHistory(database), "a", TimeProvider.System).SaveAsync([PastCalls.Ended(1), PastCalls.Ended(2, condominium: 16)], Cancellation);
        await DeliverAsync(database, Decision(1), Decision(2) with { CondominiumId = 16 });
        Assert.Equal(
            "1 chamadas encerradas do apartamento 501 do condomínio 15.\ntabela ramais.decision: 1 apagados.\ndecisões (PostgreSQL): 0 apagados.\nfrases sintetizadas: 0 apagados.\n"
            + "gravações: 0 apagados.\ndecisoes.jsonl: 0 apagados.\ndecisões (decisoes.db): 0 apagados.\nhistórico: 1 apagados.\n",
            await EraseAsync(folder, settings));
        Assert.Equal("|||t 501|Renata Albuquerque|Marcos|t", await PostgresServer.QueryAsync<string>(settings, Names));
        Assert.Equal(PastCalls.Id(2), await PostgresServer.QueryAsync<Guid>(settings, "select call_id from ramais.call_transcript"));
        Assert.Equal(PastCalls.Id(2), await PostgresServer.QueryAsync<Guid>(settings, "select id from ramais.call where apartment <> ''"));
    }

    private static AccessDecision Decision(int number) => AccessRig.Decision(PastCalls.Id(number)) with { At = PastCalls.Start };

    private static async Task DeliverAsync(Database database, params AccessDecision[] decisions)
    {
        var sink = new PostgresDecisionSink(database);
        foreach (var decision in decisions)
            await sink.DeliverAsync(decision, repeated: false, Cancellation);
    }

    private static async Task<string> EraseAsync(TemporaryFolder folder, DatabaseSettings database)
    {
        var env = folder.File("ajustes.env");
        await File.WriteAllTextAsync(
            env, $"DATA_DIR={folder.Path}\n{string.Join('\n', PostgresServer.Values(database).Select(v => $"{v.Key}={v.Value}"))}\n", Cancellation);
        using var input = new StringReader("");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RamaisCli.RunAsync(["privacy", "erase", "--condominium", "15", "--apartment", "501", "--yes", "--env-file", env], input, output, error, Cancellation);
        Assert.Equal((ExitCodes.Done, ""), (code, error.ToString()));
        return output.ToString();
    }
}
