using System.Net;
using Ramais.Server.Hosting;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;
using static Ramais.Server.Tests.Postgres.PostgresServer;

namespace Ramais.Server.Tests.Postgres;

/// <summary>A PostgreSQL that goes away and comes back. Each test has a server of its own.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();
    private readonly int[] _ports = FreePorts.Take(4);
    private DatabaseSettings _settings = null!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _settings = await _postgres.NewDatabaseAsync();
        await using var database = new Database(_settings, TimeProvider.System);
        await database.ChangeAsync(TableSetup.RunAsync, TestContext.Current.CancellationToken);
        await new PostgresExtensionSource(database).AddAsync(RunningServer.Row(1, _ports[0], _ports[1]), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task A_server_that_is_lost_changes_nothing_and_what_it_missed_is_applied_when_it_is_back()
    {
        await using var server = await StartAsync();
        await server.Log.UntilAsync("À escuta");
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);

        await _postgres.StopAsync();
        var read = await server.Log.UntilAsync("Sem os avisos de alteração");
        await server.Log.UntilAsync("Os ramais não foram recarregados e nada mudou.");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(HttpMethod.Post, "/api/refresh")).Code);
        var status = await server.GetAsync("/api/status");
        Assert.Equal("database", status.GetProperty("source").GetString());
        Assert.Contains("PostgreSQL", status.GetProperty("source_error").GetString(), StringComparison.Ordinal);
        Assert.Equal(_ports[0], status.GetProperty("extensions")[0].GetProperty("porta_ia_ativa").GetInt32());
        await peer.EchoAsync(2);

        await _postgres.StartAsync();
        await ExecuteAsync(_settings, $"insert into extension_ia values (default, '77', '78', '127.0.0.1', '{_ports[2]}', 15, '{_ports[3]}')");
        await server.Log.UntilAsync("Ramais recarregados: 1 novos", read);
        using var newcomer = await Peer.ConnectAsync(_ports[2]);
        await newcomer.EchoAsync(3);
        await peer.EchoAsync(4);
        await server.Log.UntilAsync("À escuta", read);
    }

    [Fact]
    public async Task A_start_without_the_server_opens_the_copy_and_changes_over_when_it_is_back()
    {
        using var folder = new Ramais.Testing.TemporaryFolder();
        await (await StartAsync(folder.Path)).DisposeAsync();
        await _postgres.StopAsync();

        await using var server = await StartAsync(folder.Path);
        Assert.Equal("file", server.Server.Extensions.Snapshot!.Source);
        Assert.Contains(StartupSummary.Of(server.Server), l => l.Contains("vale a cópia local", StringComparison.Ordinal));
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(HttpMethod.Post, "/api/refresh")).Code);

        await _postgres.StartAsync();
        await server.Log.UntilAsync("O banco de dados voltou a ser lido");
        await server.SendAsync(HttpMethod.Post, "/api/refresh");
        Assert.Equal("database", (await server.GetAsync("/api/status")).GetProperty("source").GetString());
        await peer.EchoAsync(2);
    }

    [Fact]
    public async Task A_server_that_accepts_and_says_nothing_does_not_hold_up_the_start()
    {
        using var folder = new Ramais.Testing.TemporaryFolder();
        await (await StartAsync(folder.Path)).DisposeAsync();
        await _postgres.FreezeAsync();
        try
        {
            await using var server = await StartAsync(folder.Path);
            Assert.Equal("file", server.Server.Extensions.Snapshot!.Source);
            Assert.NotNull(server.Server.Extensions.Fault);
            using var peer = await Peer.ConnectAsync(_ports[0]);
            await peer.EchoAsync(1);
            await _postgres.ThawAsync();
            await server.Log.UntilAsync("O banco de dados voltou a ser lido");
        }
        finally
        {
            await _postgres.ThawAsync();
        }
    }

    [Fact]
    public async Task A_server_that_falls_silent_while_it_is_listened_to_is_noticed()
    {
        await using var server = await StartAsync();
        await server.Log.UntilAsync("À escuta");
        await _postgres.FreezeAsync();
        try
        {
            await server.Log.UntilAsync("Sem os avisos de alteração");
        }
        finally
        {
            await _postgres.ThawAsync();
        }
    }

    private Task<RunningServer> StartAsync(string? folder = null) =>
        RunningServer.StartAsync(null, s => s with { Database = _settings, DataDir = folder ?? s.DataDir });
}
