using Ramais.Server.Access;
using Ramais.Server.Cli;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Postgres;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

/// <summary><c>ACCESS_OUTBOX=postgres</c> with the loop, the sinks and the commands that look at it.</summary>
[Collection(SharedPostgres.Name)]
public sealed class SharedOutboxTests(PostgresServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Delivered => _folder.File(AccessServices.DecisionFileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_killed_process_owed_is_delivered_at_the_next_start_and_nothing_is_in_a_file_of_its_own()
    {
        var database = await server.NewDatabaseAsync();
        using (var killed = new PostgresDecisionStore(new(database), Installation.Id(_folder.Path), new(null), TimeProvider.System))
            killed.TryKeep(AccessRig.Decision(), ["postgres"]);
        await using (var rig = await StartAsync(database, "postgres"))
            await (await rig.KeepAsync(Guid.NewGuid())).Acknowledged.WaitAsync(Cancellation);
        await using (var rig = await StartAsync(database, "postgres"))
            await (await rig.KeepAsync(Guid.NewGuid())).Acknowledged.WaitAsync(Cancellation);
        Assert.Equal(1L, await PostgresServer.QueryAsync<long>(database, $"select count(*) from ramais.decision where call_id = '{AccessRig.CallId}'"));
        Assert.False(File.Exists(_folder.File(AccessServices.OutboxName)));
    }

    [Fact]
    public async Task While_the_database_is_away_a_yes_reaches_nobody_and_after_its_return_the_next_one_does()
    {
        var database = await server.NewDatabaseAsync();
        await using var rig = await StartAsync(database);
        await server.StopAsync();
        try
        {
            var failure = await Assert.ThrowsAsync<IOException>(() => rig.KeepAsync());
            Assert.Contains("confira se o PostgreSQL está no ar", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            await server.StartAsync();
        }
        Assert.False(File.Exists(Delivered));
        var other = Guid.NewGuid();
        await (await rig.KeepAsync(other)).Acknowledged.WaitAsync(Cancellation);
        Assert.Contains(other.ToString(), Assert.Single(await File.ReadAllLinesAsync(Delivered, Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_the_database_is_one_line() => Assert.Contains(
        "o banco não existe: confira DB_NAME",
        (await Assert.ThrowsAsync<ServerStartException>(() => StartAsync(server.SettingsOf("nao_existe")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task What_waits_in_the_file_of_before_is_told()
    {
        using (var before = new SqliteDecisionStore(_folder.File(AccessServices.OutboxName)))
            before.TryKeep(AccessRig.Decision(), ["amqp"]);
        await using var rig = await StartAsync(await server.NewDatabaseAsync());
        await rig.Log.SeesAsync("1 entregas de decisões esperam em decisoes.db");
    }

    [Fact]
    public async Task The_commands_verify_export_and_erase_it()
    {
        var database = await server.NewDatabaseAsync();
        await using (var rig = await StartAsync(database))
            await (await rig.KeepAsync()).Acknowledged.WaitAsync(Cancellation);
        Assert.StartsWith("Cadeia íntegra: 1 entradas", await RunAsync(database, "audit", "verify"), StringComparison.Ordinal);
        Assert.Contains("Renata Albuquerque", await RunAsync(database, "audit", "export", "--personal"), StringComparison.Ordinal);
        Assert.Contains("decisões (PostgreSQL): 4 apagados.", await RunAsync(database, "privacy", "erase", "--condominium", "15", "--apartment", "501", "--yes"), StringComparison.Ordinal);
        Assert.StartsWith("Cadeia íntegra: 4 entradas, 0 com chave, 3 dados pessoais apagados.", await RunAsync(database, "audit", "verify"), StringComparison.Ordinal);
        Assert.DoesNotContain("Renata Albuquerque", await RunAsync(database, "audit", "export", "--personal"), StringComparison.Ordinal);
    }

    private Task<AccessRig> StartAsync(DatabaseSettings database, string sinks = "none") => AccessRig.StartAsync(
        _folder, database, new Dictionary<string, string> { ["ACCESS_OUTBOX"] = "postgres", ["ACCESS_SINKS"] = sinks });

    private async Task<string> RunAsync(DatabaseSettings database, params string[] command)
    {
        var env = _folder.File("ajustes.env");
        await File.WriteAllLinesAsync(env, [$"DATA_DIR={_folder.Path}", "ACCESS_OUTBOX=postgres", .. PostgresServer.Values(database).Select(v => $"{v.Key}={v.Value}")], Cancellation);
        using var input = new StringReader("");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RamaisCli.RunAsync([.. command, "--env-file", env], input, output, error, Cancellation);
        Assert.Equal((ExitCodes.Done, ""), (code, error.ToString()));
        return output.ToString();
    }
}
