using System.Net;
using System.Net.Sockets;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Hosting;
using Ramais.Testing;

namespace Ramais.Server.Tests.Hosting;

public sealed class RamaisServerTests
{
    [Fact]
    public async Task A_first_start_creates_samples_and_says_what_listens_where_in_ten_lines()
    {
        await using var server = await RunningServer.StartAsync(null);
        var rows = JsonExtensionFile.Read(server.ConfigPath, out _);
        Assert.Equal(["2018519", "2018521"], rows.Select(r => r.AiNumber));
        Assert.Equal(["8101", "8201", "8102", "8202"], rows.SelectMany(r => new[] { r.VisitorPort, r.ReturnPort }));
        Assert.Contains("Residencial Aurora", File.ReadAllText(server.Server.Settings.DataFile(FirstStart.DirectoryFile)), StringComparison.Ordinal);
        var lines = StartupSummary.Of(server.Server);
        Assert.InRange(lines.Length, 5, 10);
        Assert.Contains(lines, l => l.Contains("Ramal 2018519, condomínio 15", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("Ligação de teste: ./ramais call --port ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_start_leaves_the_files_as_they_are()
    {
        var ports = FreePorts.Take(2);
        await using var server = await RunningServer.StartAsync([RunningServer.Row(1, ports[0], ports[1])]);
        Assert.Equal([server.Server.Settings.DataFile(FirstStart.DirectoryFile)], server.Server.CreatedFiles);
        Assert.Equal(1, Assert.Single(JsonExtensionFile.Read(server.ConfigPath, out _)).Id);
    }

    [Fact]
    public async Task Ten_lines_are_enough_for_many_extensions()
    {
        var ports = FreePorts.Take(40);
        await using var server = await RunningServer.StartAsync(Enumerable.Range(0, 20).Select(i => RunningServer.Row(i + 1, ports[i], ports[20 + i])));
        Assert.InRange(StartupSummary.Of(server.Server).Length, 5, 10);
    }

    [Fact]
    public async Task A_port_that_somebody_holds_is_replaced_and_the_route_tells_the_truth()
    {
        var ports = FreePorts.Take(2);
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, ports[0]));
        holder.Listen();
        await using var server = await RunningServer.StartAsync([RunningServer.Row(1, ports[0], ports[1])]);
        var status = Assert.Single(server.Server.Listeners.Statuses());
        Assert.Equal(ExtensionState.AlternativePort, status.State);
        Assert.Contains("em uso", status.Cause, StringComparison.Ordinal);
        var route = await server.Client.GetStringAsync(new Uri("/api/route/2011", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal($"127.0.0.1:{status.VisitorPort}", route);
        using var peer = await Peer.ConnectAsync(status.VisitorPort!.Value);
        await peer.EchoAsync(1);
    }

    [Fact]
    public async Task A_restart_right_after_connections_that_the_server_closed_binds_every_port()
    {
        var ports = FreePorts.Take(2);
        ExtensionRow[] rows = [RunningServer.Row(1, ports[0], ports[1])];
        var peers = new List<Peer>();
        await using (await RunningServer.StartAsync(rows))
        {
            for (var i = 0; i < 20; i++)
            {
                peers.Add(await Peer.ConnectAsync(ports[i % 2]));
                await peers[i].EchoAsync(7);
            }
        }
        foreach (var peer in peers)
            Assert.Equal(-1, await peer.ReadAsync()); // the server closed first: its side is in TIME_WAIT once the peer has closed too
        peers.ForEach(p => p.Dispose());
        await using var again = await RunningServer.StartAsync(rows);
        Assert.Equal(ExtensionState.Active, Assert.Single(again.Server.Listeners.Statuses()).State);
    }

    [Fact]
    public async Task A_given_return_port_is_the_same_after_a_restart()
    {
        var ports = FreePorts.Take(2);
        var alternatives = FreePorts.TakeRange(41);
        using var folder = new TemporaryFolder();
        var given = new List<int?>();
        for (var i = 0; i < 2; i++)
        {
            // The second time another row without a return port comes first.
            ExtensionRow[] rows = [.. i == 0 ? [] : new[] { RunningServer.Row(1, ports[1], null) }, RunningServer.Row(2, ports[0], null)];
            File.WriteAllBytes(folder.File(FirstStart.ExtensionsFile), JsonExtensionFile.Format([.. rows]));
            await using var server = await RunningServer.StartAsync(null, s => s with
            {
                DataDir = folder.Path,
                PortAlternatives = new PortRange(alternatives, alternatives + 40),
            });
            given.Add(server.Server.Listeners.Statuses().Single(s => s.Extension.Id == 2).ReturnPort);
        }
        Assert.Equal(given[0], given[1]);
    }

    [Fact]
    public async Task A_thousand_listeners_open_and_answer()
    {
        var ports = FreePorts.Take(1000);
        await using var server = await RunningServer.StartAsync(Enumerable.Range(0, 500).Select(i => RunningServer.Row(i + 1, ports[2 * i], ports[(2 * i) + 1])));
        Assert.All(server.Server.Listeners.Statuses(), s => Assert.Equal(ExtensionState.Active, s.State));
        foreach (var port in ports.Where((_, i) => i % 100 == 0))
        {
            using var peer = await Peer.ConnectAsync(port);
            await peer.EchoAsync(9);
        }
    }

    [Fact]
    public async Task A_peer_outside_the_allowed_networks_is_closed_at_once()
    {
        var ports = FreePorts.Take(2);
        await using var server = await RunningServer.StartAsync(
            [RunningServer.Row(1, ports[0], ports[1])], s => s with { PbxAllow = PbxAllowList.TryParse("10.0.0.0/8", out _)! });
        Assert.True(await IsTurnedAwayAsync(ports[0]));
        Assert.Empty(server.Handler.Taken);
        Assert.Equal(1, (await server.GetAsync("/api/status")).GetProperty("refused_connections").GetInt32());
    }

    [Fact]
    public async Task An_api_port_in_use_stops_the_start_with_one_line()
    {
        var ports = FreePorts.Take(2);
        await using var first = await RunningServer.StartAsync([RunningServer.Row(1, ports[0], ports[1])]);
        var fault = await Assert.ThrowsAsync<ServerStartException>(
            () => RunningServer.StartAsync(null, s => s with { ApiPort = first.Server.ApiAddress.Port }));
        Assert.StartsWith($"API_PORT={first.Server.ApiAddress.Port}: a porta já está em uso", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cant_be_made_stops_the_start_with_one_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        var fault = await Assert.ThrowsAsync<ServerStartException>(() => RunningServer.StartAsync(null, s => s with { DataDir = folder.File("file") }));
        Assert.StartsWith("DATA_DIR=", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>The reset may come before the connect has even returned.</summary>
    private static async Task<bool> IsTurnedAwayAsync(int port)
    {
        try
        {
            using var peer = await Peer.ConnectAsync(port);
            return await peer.ReadAsync() == -1;
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }
}
