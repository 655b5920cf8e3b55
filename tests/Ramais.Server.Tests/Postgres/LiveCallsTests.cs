using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ramais.Listeners;
using Ramais.Server.Hosting;
using Ramais.Server.Load;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;
using static Ramais.Server.Tests.Postgres.PostgresServer;

namespace Ramais.Server.Tests.Postgres;

/// <summary>Real calls over real sockets while somebody rewrites the table. Lateness is printed, not asserted: the machine is shared.</summary>
[Collection(SharedPostgres.Name)]
public sealed class LiveCallsTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const int Calls = 50;
    private const int Changes = 200;
    private const int Quiet = 10; // rows that nobody changes: the calls are theirs
    private const int Restless = 30;

    private const int Ports = Quiet + Restless + Changes;

    private readonly int _first = FreePorts.TakeRange(2 * Ports); // visitor ports, then return ports

    [Fact]
    public async Task Fifty_calls_go_on_while_two_hundred_changes_are_made_and_the_ports_end_as_the_table_says()
    {
        var database = await postgres.NewDatabaseAsync();
        await using (var setup = new Database(database, TimeProvider.System))
            await setup.ChangeAsync(TableSetup.RunAsync, TestContext.Current.CancellationToken);
        for (var i = 0; i < Quiet + Restless; i++)
            await ExecuteAsync(database, Insert(i, _first + i));
        await using var server = await RunningServer.StartAsync(null, s => s with { Database = database }, CallHosting.AddCalls, speaks: true);
        await server.Log.UntilAsync("À escuta");

        using var over = new CancellationTokenSource();
        var plan = new LoadPlan(IPAddress.Loopback, _first, _first + Quiet - 1, Calls, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        var load = new LoadRun(plan, TimeProvider.System).RunAsync(over.Token);
        for (var (connected, read) = (0, 0); connected < Calls; connected++)
            read = await server.Log.UntilAsync("conectado na porta", read);
        await ChangeAsync(database);
        await server.SendAsync(HttpMethod.Post, "/api/refresh");
        await over.CancelAsync();
        var report = await load;

        output.WriteLine($"{report.FramesReceived} frames, {report.LateFrames} late, p99 {report.DeviationMs.P99} ms, generator trustworthy: {report.Trustworthy}");
        Assert.Equal((Calls, 0, 0, 0L), (report.Connected, report.Failed, report.EndedByServer, report.BlockedSends));
        await PortsEqualTableAsync(server, database);
    }

    private async Task ChangeAsync(DatabaseSettings database)
    {
        var random = new Random(1);
        for (var change = 0; change < Changes; change++)
        {
            var (id, port) = (random.Next(Quiet + 1, Quiet + Restless + 1), _first + Quiet + Restless + change);
            await ExecuteAsync(database, (change % 4) switch
            {
                0 => Insert(1000 + change, port),
                1 => $"delete from extension_ia where extension_ia_id = {id}",
                2 => $"update extension_ia set extension_ia_number_port = '{port}' where extension_ia_id = {id}",
                _ => $"update extension_ia set extension_ia_return = '88{change}' where extension_ia_id = {id}",
            });
        }
    }

    private async Task PortsEqualTableAsync(RunningServer server, DatabaseSettings database)
    {
        var wanted = (await QueryAsync<string>(database, "select string_agg(trim(extension_ia_number_port), ',') from extension_ia"))
            .Split(',').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToHashSet();
        Assert.All(server.Server.Listeners.Statuses().Where(s => s.State != ExtensionState.Draining), s => Assert.Equal(ExtensionState.Active, s.State));
        for (var port = _first; port < _first + Ports; port++)
            Assert.Equal(wanted.Contains(port), await AcceptsAsync(port));
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Insert(int number, int port) => $"""
        insert into extension_ia (extension_ia_number, extension_ia_return, extension_ia_ip, extension_ia_number_port, condominium_id, extension_ia_return_port)
        values ('5{number}', '6{number}', '127.0.0.1', '{port}', 1, '{port + Ports}')
        """;
}
