using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Ramais.AudioSocket;
using Ramais.Server.Load;

namespace Ramais.Server.Tests.Load;

/// <summary>Runs over real sockets against a server that sends a known number of messages.</summary>
public sealed class LoadRunTests : IDisposable
{
    private const int Legs = 20;
    private const int Messages = 50;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoadRunTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    private Task<LoadReport> RunAsync(CancellationToken cancellation)
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        var plan = new LoadPlan(IPAddress.Loopback, port, port, Legs, TimeSpan.Zero, TimeSpan.FromMinutes(1)) { BeforeNextTry = TimeSpan.Zero };
        return new LoadRun(plan, TimeProvider.System).RunAsync(cancellation);
    }

    private Task<byte[][]> ServeAllAsync(int messages) => Task.WhenAll(Enumerable.Range(0, Legs).Select(_ => ServeAsync(messages)));

    /// <summary>Serves one leg: some messages, FIN, and then whatever the leg still sends, to its end.</summary>
    /// <returns>The first bytes of the leg.</returns>
    private async Task<byte[]> ServeAsync(int messages)
    {
        using var socket = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        var stream = new ArrayBufferWriter<byte>();
        for (var message = 0; message < messages; message++)
            AudioSocketCodec.Write(stream, AudioSocketMessageType.Audio8Khz, new byte[320]);
        await socket.SendAsync(stream.WrittenMemory);
        socket.Shutdown(SocketShutdown.Send);

        var received = new byte[64 * 1024];
        var first = await socket.ReceiveAsync(received);
        while (await socket.ReceiveAsync(received.AsMemory(first)) > 0)
        {
        }
        return received[..first];
    }

    [Fact]
    public async Task Counts_every_message_of_every_leg()
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = RunAsync(done.Token);
        // A leg that has ended its side has read everything of the other.
        var served = await ServeAllAsync(Messages);
        await done.CancelAsync();
        var report = await running;

        Assert.Equal(Legs * Messages, report.FramesReceived);
        Assert.Equal((Legs, 0, Legs), (report.Connected, report.Failed, report.EndedByServer));
        Assert.Equal(Legs, served.Select(bytes => new Guid(bytes.AsSpan(3, 16), bigEndian: true)).Distinct().Count());
        Assert.All(served, bytes => Assert.Equal([0x01, 0x00, 0x10], bytes[..3]));
    }

    [Fact]
    public async Task A_leg_that_is_closed_before_any_audio_has_failed_and_tries_again()
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = RunAsync(done.Token);
        await ServeAllAsync(messages: 0);
        await ServeAllAsync(Messages);
        await done.CancelAsync();
        var report = await running;

        Assert.Equal((Legs, Legs, Legs * Messages), (report.TurnedAway, report.EndedByServer, report.FramesReceived));
        Assert.Equal(Legs, report.Connected + report.Failed);
        Assert.InRange(report.Failed, 1, Legs); // one that is quick to come back may be turned away twice before another comes at all
    }

    [Fact]
    public async Task A_leg_that_nobody_listens_to_has_failed_at_once()
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listener.Stop();
        var plan = new LoadPlan(IPAddress.Loopback, port, port, Legs, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        var report = await new LoadRun(plan, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, Legs, 0L), (report.Connected, report.Failed, report.FramesReceived));
    }
}
