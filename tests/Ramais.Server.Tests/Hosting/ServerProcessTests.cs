using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ramais.Server.Phone;
using Ramais.Testing;

namespace Ramais.Server.Tests.Hosting;

/// <summary>Signals, stops and restarts of the real process, with real calls.</summary>
public sealed class ServerProcessTests : IDisposable
{
    private const int Limit = 600_000; // for a machine at work; a stop that hangs must not hang the tests

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(2);

    public ServerProcessTests() => ServerProcess.Configure(_folder, RunningServer.Row(1, _ports[0], _ports[1]));

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = Limit)]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_an_idle_server_with_exit_code_0(string signal)
    {
        await using var server = await ServerProcess.StartAsync(_folder, shutdownSeconds: 60);
        await server.SignalAsync(signal);
        Assert.Equal(0, await server.ExitCodeAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Limit)]
    public async Task A_port_of_the_API_that_is_taken_is_one_line_with_the_cure_and_nothing_is_begun()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var folder = new TemporaryFolder();
        Assert.Equal(
            (1, $"ramais: API_PORT={port}: a porta já está em uso nesta máquina; escolha outra porta em API_PORT ou encerre o que a usa.\n"),
            await ServerProcess.FailAsync(folder, TestContext.Current.CancellationToken, $"API_PORT={port}"));
        Assert.Equal([folder.File(".env")], System.IO.Directory.GetFiles(folder.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_call_that_outlasts_the_limit_hears_a_notice_and_is_hung_up()
    {
        await using var server = await ServerProcess.StartAsync(_folder, shutdownSeconds: 0);
        await using var phone = await TestPhone.ConnectAsync(_ports[0]);
        await phone.UntilSilentAsync();
        await server.SignalAsync("TERM");
        var heard = await phone.UntilEndAsync();
        Assert.Contains(PhoneEventKind.HeardSpeechStarted, heard.Select(h => h.Kind));
        Assert.Equal(PhoneEnd.OtherHungUp, heard[^1].End);
        Assert.Equal(0, await server.ExitCodeAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Limit)]
    public async Task Right_after_calls_that_the_server_closed_every_port_opens_again()
    {
        await using (var server = await ServerProcess.StartAsync(_folder, shutdownSeconds: 0))
        {
            using var peer = await Peer.ConnectAsync(_ports[0]);
            await peer.SendIdAsync(Guid.NewGuid());
            Assert.NotEqual(-1, await peer.ReadAsync());
            await server.SignalAsync("TERM");
            while (await peer.ReadAsync() != -1)
            {
                // hears the notice to its end, and closes only after the server has
            }
            Assert.Equal(0, await server.ExitCodeAsync(TestContext.Current.CancellationToken));
        }
        await UntilInTimeWaitAsync(_ports[0]); // the server closed first; otherwise this test shows nothing
        await using var again = await ServerProcess.StartAsync(_folder, shutdownSeconds: 0);
        Assert.Equal(("ativo", _ports[0], _ports[1]), Assert.Single(await again.ExtensionsAsync()));
    }

    [Fact(Timeout = Limit)]
    public async Task While_a_call_has_time_to_end_nobody_else_gets_in_and_its_end_ends_the_server()
    {
        await using var server = await ServerProcess.StartAsync(_folder, shutdownSeconds: 600);
        await using var phone = await TestPhone.ConnectAsync(_ports[0]);
        await phone.UntilSpokenToAsync();
        await server.SignalAsync("TERM");
        await UntilRefusedAsync(_ports[0]);
        Assert.False(server.HasExited);
        var outcome = new Uri($"/api/calls/{phone.CallId}/outcome", UriKind.Relative);
        Assert.Equal("live", await server.Client.GetStringAsync(outcome, TestContext.Current.CancellationToken)); // a dialplan may ask meanwhile
        await phone.HangUpAsync();
        Assert.Equal(0, await server.ExitCodeAsync(TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = Limit)]
    [InlineData("TERM", 128 + 15)]
    [InlineData("INT", 128 + 2)]
    public async Task A_second_signal_ends_it_at_once(string signal, int exitCode)
    {
        await using var server = await ServerProcess.StartAsync(_folder, shutdownSeconds: 600);
        await using var phone = await TestPhone.ConnectAsync(_ports[0]);
        await phone.UntilSpokenToAsync();
        await server.SignalAsync("TERM");
        await UntilRefusedAsync(_ports[0]);
        await server.SignalAsync(signal);
        Assert.Equal(exitCode, await server.ExitCodeAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Limit)]
    public async Task A_killed_server_comes_back_from_the_local_copy_on_the_same_ports()
    {
        ServerProcess.Configure(_folder, RunningServer.Row(1, _ports[0], _ports[1]), RunningServer.Row(2, FreePorts.Take(1)[0], null));
        var given = FreePorts.TakeRange(10);
        var alternatives = $"PORT_ALTERNATIVES={given}-{given + 9}";
        List<(string Status, int Visitor, int Return)> before;
        await using (var server = await ServerProcess.StartAsync(_folder, shutdownSeconds: 0, alternatives))
        {
            await using var phone = await TestPhone.ConnectAsync(_ports[0]);
            await phone.UntilSpokenToAsync();
            before = await server.ExtensionsAsync();
            await server.SignalAsync("KILL");
            Assert.Equal(128 + 9, await server.ExitCodeAsync(TestContext.Current.CancellationToken));
        }
        await using var again = await ServerProcess.StartAsync(_folder, shutdownSeconds: 0, alternatives);
        Assert.All(before, e => Assert.Equal("ativo", e.Status));
        Assert.Equal(before, await again.ExtensionsAsync());
        foreach (var port in before.SelectMany(e => new[] { e.Visitor, e.Return }))
            (await Peer.ConnectAsync(port)).Dispose();
    }

    private static async Task UntilRefusedAsync(int port)
    {
        while (true)
        {
            try
            {
                using var peer = await Peer.ConnectAsync(port);
            }
            catch (SocketException)
            {
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The kernel gets there once it has handled our side's last segment.</summary>
    private static async Task UntilInTimeWaitAsync(int port)
    {
        while (!IsInTimeWait(port))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads the kernel's table: fields are number, local address, remote address and state, in hexadecimal; 06 is TIME_WAIT.</summary>
    private static bool IsInTimeWait(int port) => File.ReadLines("/proc/net/tcp").Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Any(f => f[3] == "06" && f[1].EndsWith($":{port.ToString("X4", CultureInfo.InvariantCulture)}", StringComparison.Ordinal));
}
