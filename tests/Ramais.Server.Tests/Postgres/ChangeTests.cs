using System.Net;
using System.Text.Json;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Hosting;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;
using static Ramais.Server.Tests.Postgres.PostgresServer;

namespace Ramais.Server.Tests.Postgres;

/// <summary>The whole server over a PostgreSQL: how a change of the table becomes an open port.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ChangeTests(PostgresServer postgres)
{
    private const string Reloaded = "Ramais recarregados";

    private readonly int[] _ports = FreePorts.Take(4);

    [Fact]
    public async Task A_notification_opens_the_port_of_a_new_row_and_closes_that_of_a_removed_one()
    {
        var database = await TableAsync(RunningServer.Row(1, _ports[0], _ports[1]));
        await using var server = await ListeningAsync(database);
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
        var read = server.Log.Lines.Count;
        await ExecuteAsync(database, Insert(RunningServer.Row(2, _ports[2], _ports[3])));
        read = await server.Log.UntilAsync(Reloaded, read);
        using var newcomer = await Peer.ConnectAsync(_ports[2]);
        await newcomer.EchoAsync(2);
        await ExecuteAsync(database, "delete from extension_ia where extension_ia_id = 1");
        await server.Log.UntilAsync(Reloaded, read);
        await peer.EchoAsync(3); // the call goes on
        Assert.Equal(ExtensionState.Draining, server.Server.Listeners.Statuses().Single(s => s.Extension.Id == 1).State);
    }

    [Theory]
    [InlineData("isto não é JSON")]
    [InlineData("""{"action":"UPDATE","data":{"outra_tabela_id":7}}""")]
    [InlineData("")]
    public async Task Whatever_a_notification_says_is_only_a_hint(string payload)
    {
        var database = await TableAsync();
        await ExecuteAsync(database, "drop trigger ramais_notify_extension_ia on extension_ia");
        await using var server = await ListeningAsync(database);
        await ExecuteAsync(database, Insert(RunningServer.Row(1, _ports[0], _ports[1])));
        await ExecuteAsync(database, $"notify {PostgresNotifications.Channel}, '{payload}'");
        await server.Log.UntilAsync(Reloaded);
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
        Assert.Null(server.Server.Extensions.Fault);
    }

    [Fact]
    public async Task Polling_finds_what_nobody_notified()
    {
        var database = await TableAsync();
        await ExecuteAsync(database, "drop trigger ramais_notify_extension_ia on extension_ia");
        await using var server = await RunningServer.StartAsync(null, s => s with { Database = database, AutoRefresh = TimeSpan.FromMilliseconds(50) });
        await server.Log.UntilAsync("À escuta");
        await ExecuteAsync(database, Insert(RunningServer.Row(1, _ports[0], _ports[1])));
        await server.Log.UntilAsync(Reloaded);
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
    }

    [Fact]
    public async Task A_refresh_reads_the_table_and_keeps_the_copy()
    {
        var database = await TableAsync(RunningServer.Row(1, _ports[0], _ports[1]));
        await ExecuteAsync(database, "drop trigger ramais_notify_extension_ia on extension_ia");
        await using var server = await ListeningAsync(database);
        await ExecuteAsync(database, Insert(RunningServer.Row(2, _ports[2], null)));
        var (code, body) = await server.SendAsync(HttpMethod.Post, "/api/refresh");
        Assert.Equal((HttpStatusCode.OK, 1, 1), (code, Stat(body, "added"), Stat(body, "unchanged")));
        var status = await server.GetAsync("/api/status");
        Assert.Equal(("database", JsonValueKind.Null), (status.GetProperty("source").GetString(), status.GetProperty("source_error").ValueKind));
        Assert.Equal(
            [RunningServer.Row(1, _ports[0], _ports[1]), RunningServer.Row(2, _ports[2], null)], JsonExtensionFile.Read(server.ConfigPath, out _));
        Assert.Equal([RunningServer.Row(1, _ports[0], _ports[1])], JsonExtensionFile.Read(server.ConfigPath + ".bak", out _));
    }

    [Fact]
    public async Task The_api_writes_to_the_table()
    {
        var database = await TableAsync(RunningServer.Row(1, _ports[0], _ports[1]));
        await using var server = await ListeningAsync(database);
        var (code, body) = await server.SendAsync(
            HttpMethod.Post, "/api/extensions", $$"""{"ramal_ia":"77","ramal_retorno":"78","porta_ia":{{_ports[2]}},"condominio_id":3}""");
        Assert.Equal((HttpStatusCode.Created, 2), (code, body.GetProperty("id").GetInt32()));
        Assert.Equal("77", (await QueryAsync<string>(database, "select extension_ia_number from extension_ia where extension_ia_id = 2")).TrimEnd());
        Assert.NotNull(server.Server.Listeners.RouteOf("77"));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Delete, "/api/extensions/1")).Code);
        Assert.Equal(1, await QueryAsync<long>(database, "select count(*) from extension_ia"));
    }

    [Fact]
    public async Task Ten_thousand_rows_are_read_judged_and_kept()
    {
        var database = await TableAsync(RunningServer.Row(1, _ports[0], _ports[1]));
        await ExecuteAsync(database, """
            insert into extension_ia (extension_ia_number, extension_ia_return, extension_ia_ip, extension_ia_number_port, condominium_id)
            select 'r' || n, 'v' || n, '0.0.0.0', 70000 + n, 1 from generate_series(2, 10000) as n
            """);
        await using var server = await ListeningAsync(database);
        var (_, body) = await server.SendAsync(HttpMethod.Post, "/api/refresh");
        Assert.Equal((1, 9999), (Stat(body, "total_active"), Stat(body, "rejected")));
        Assert.Equal(10_000, JsonExtensionFile.Read(server.ConfigPath, out _).Length);
    }

    [Fact]
    public async Task An_emptied_table_closes_nothing_and_leaves_the_copy_also_for_the_next_start()
    {
        var database = await TableAsync(RunningServer.Row(1, _ports[0], _ports[1]));
        using var folder = new Ramais.Testing.TemporaryFolder();
        await using (var server = await ListeningAsync(database, folder.Path))
        {
            await ExecuteAsync(database, "delete from extension_ia");
            await server.Log.UntilAsync("A lista de ramais está vazia");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(HttpMethod.Post, "/api/refresh")).Code);
            using var peer = await Peer.ConnectAsync(_ports[0]);
            await peer.EchoAsync(1);
        }
        await using var again = await ListeningAsync(database, folder.Path);
        Assert.Equal("file", again.Server.Extensions.Snapshot!.Source);
        using var caller = await Peer.ConnectAsync(_ports[0]);
        await caller.EchoAsync(2);
        Assert.Equal([RunningServer.Row(1, _ports[0], _ports[1])], JsonExtensionFile.Read(Path.Combine(folder.Path, FirstStart.ExtensionsFile), out _));
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it_and_the_server_starts_all_the_same()
    {
        var database = await TableAsync();
        await using var server = await RunningServer.StartAsync(null, s => s with { Database = database with { Password = new Secret("senha-errada") } });
        Assert.Contains(StartupSummary.Of(server.Server), l => l.StartsWith("Nenhum ramal: o PostgreSQL", StringComparison.Ordinal));
        var (code, body) = await server.SendAsync(HttpMethod.Post, "/api/refresh");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Equal(
            $"PostgreSQL {DatabaseFault.Place(database)}: senha recusada para o usuário postgres: confira DB_USER e DB_PASSWORD.", body.GetProperty("message").GetString());
        Assert.DoesNotContain(server.Log.Lines, l => l.Contains("senha-errada", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(HttpMethod.Get, "/readyz")).Code);
        Assert.False(File.Exists(server.ConfigPath)); // no sample that would pass for a copy
    }

    [Fact]
    public async Task A_table_that_is_made_later_is_found_without_being_asked()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var server = await RunningServer.StartAsync(null, s => s with { Database = database });
        await server.Log.UntilAsync("a tabela extension_ia não existe: crie-a com ./ramais db init");
        await using (var table = new Database(database, TimeProvider.System))
            await table.ChangeAsync(TableSetup.RunAsync, TestContext.Current.CancellationToken);
        await ExecuteAsync(database, Insert(RunningServer.Row(1, _ports[0], _ports[1])));
        await server.Log.UntilAsync(Reloaded);
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
    }

    private async Task<DatabaseSettings> TableAsync(params ExtensionRow[] rows)
    {
        var settings = await postgres.NewDatabaseAsync();
        await using var database = new Database(settings, TimeProvider.System);
        await database.ChangeAsync(TableSetup.RunAsync, TestContext.Current.CancellationToken);
        foreach (var row in rows)
            await ExecuteAsync(settings, Insert(row));
        return settings;
    }

    private static async Task<RunningServer> ListeningAsync(DatabaseSettings database, string? folder = null)
    {
        var server = await RunningServer.StartAsync(null, s => s with { Database = database, DataDir = folder ?? s.DataDir });
        await server.Log.UntilAsync("À escuta");
        await server.SendAsync(HttpMethod.Post, "/api/refresh"); // behind the reload that follows the connection
        return server;
    }

    private static string Insert(ExtensionRow row) => $"""
        insert into extension_ia (extension_ia_number, extension_ia_return, extension_ia_ip, extension_ia_number_port, condominium_id, extension_ia_return_port)
        values ('{row.AiNumber}', '{row.ReturnNumber}', '{row.Address}', '{row.VisitorPort}', {row.CondominiumId}, {(row.ReturnPort is null ? "null" : $"'{row.ReturnPort}'")})
        """;

    private static int Stat(JsonElement body, string name) => body.GetProperty("stats").GetProperty(name).GetInt32();
}
