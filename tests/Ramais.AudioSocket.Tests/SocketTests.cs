using System.Net.Sockets;

namespace Ramais.AudioSocket.Tests;

/// <summary>What only a kernel can show: FIN and RST, and a peer's full buffers.</summary>
public class SocketTests
{
    private static readonly byte[] Frame = Wire.Encode([new(0x10, new byte[320])]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hanging_up_on_a_peer_that_keeps_sending_is_a_fin(bool receiving)
    {
        await using var call = await SocketCall.BeginAsync();
        var end = receiving ? call.Server.ReceiveAsync(new Recorder(), CancellationToken.None) : null;
        using var sawFin = new CancellationTokenSource();
        var sending = SendUntilAsync(call.Peer, sawFin.Token);
        Assert.True(call.Server.TryWriteAudio(8000, new byte[320]));
        var hangUp = call.Server.HangUpAsync(CancellationToken.None);

        Assert.Equal([.. Frame, 0, 0, 0], await call.ReadToFinAsync());
        await sawFin.CancelAsync();
        Assert.True(await sending > 0);
        call.Peer.Shutdown(SocketShutdown.Send);
        await hangUp;

        Assert.Equal(0, await call.Peer.ReceiveAsync(new byte[1])); // an RST would throw here
        if (end is not null)
            Assert.Equal(AudioSocketEnd.Local, await end);
    }

    [Fact]
    public async Task A_peer_that_closes_at_0x00_is_never_reset()
    {
        await using var call = await SocketCall.BeginAsync();
        await call.Peer.SendAsync((byte[])[.. Frame, .. Frame]);
        var hangUp = call.Server.HangUpAsync(CancellationToken.None);
        await ReadExactlyAsync(call.Peer, 3);
        await call.Peer.SendAsync(Frame);
        call.Peer.Shutdown(SocketShutdown.Send);
        await hangUp;

        Assert.Equal(4, call.Server.MessagesReceived);
        Assert.Empty(await call.ReadToFinAsync());
    }

    [Fact]
    public async Task A_fin_is_told_from_an_rst()
    {
        await using var closed = await SocketCall.BeginAsync();
        closed.Peer.Shutdown(SocketShutdown.Send);
        Assert.Equal(AudioSocketEnd.Closed, await closed.Server.ReceiveAsync(new Recorder(), CancellationToken.None));

        await using var reset = await SocketCall.BeginAsync();
        reset.Peer.Close(timeout: 0);
        Assert.Equal(AudioSocketEnd.Reset, await reset.Server.ReceiveAsync(new Recorder(), CancellationToken.None));
    }

    [Fact]
    public async Task An_abort_resets_the_peer()
    {
        await using var call = await SocketCall.BeginAsync();
        var end = call.Server.ReceiveAsync(new Recorder(), CancellationToken.None);
        call.Server.Abort();

        var failure = await Assert.ThrowsAsync<SocketException>(call.ReadToFinAsync);
        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
        Assert.Equal(AudioSocketEnd.Local, await end);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_is_refused_until_it_does()
    {
        await using var call = await SocketCall.BeginAsync(smallBuffers: true);
        await FillAsync(call.Server);

        await ReadExactlyAsync(call.Peer, call.Server.BytesSent);
        while (!call.Server.TryWriteAudio(8000, [1, 2]))
            await Task.Yield();
        Assert.Equal([0x10, 0, 2, 1, 2], await ReadExactlyAsync(call.Peer, 5));
    }

    [Theory]
    [InlineData("hang up")]
    [InlineData("dispose")]
    public async Task Leaving_a_peer_that_does_not_read_ends_all_the_same(string how)
    {
        await using var call = await SocketCall.BeginAsync(smallBuffers: true);
        await FillAsync(call.Server);
        if (how == "hang up")
            await call.Server.HangUpAsync(new CancellationToken(canceled: true));
        else
            await call.Server.DisposeAsync();

        Assert.False(call.Server.TryWriteAudio(8000, [1, 2]));
    }

    /// <summary>Writes until the peer's and both kernels' buffers are so full that a thousand writes were refused; what is queued stays bounded.</summary>
    private static async Task FillAsync(AudioSocketConnection server)
    {
        while (server.RefusedWrites < 1000)
        {
            server.TryWriteAudio(8000, new byte[320]);
            Assert.InRange(server.BytesSent, 1, 1_000_000);
            await Task.Yield();
        }
    }

    private static async Task<int> SendUntilAsync(Socket peer, CancellationToken stop)
    {
        var sent = 0;
        for (; !stop.IsCancellationRequested; sent++)
        {
            await peer.SendAsync(Frame, CancellationToken.None);
            await Task.Yield();
        }
        return sent;
    }

    private static async Task<byte[]> ReadExactlyAsync(Socket peer, long count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var received = await peer.ReceiveAsync(bytes.AsMemory(at));
            Assert.NotEqual(0, received);
            at += received;
        }
        return bytes;
    }
}
