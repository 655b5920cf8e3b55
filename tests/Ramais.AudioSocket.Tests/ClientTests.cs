using System.Net;
using System.Net.Sockets;
using Ramais.Testing;

namespace Ramais.AudioSocket.Tests;

public class ClientTests
{
    [Fact]
    public void Says_all_that_a_peer_may_say() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        await using var client = new AudioSocketClient(call.Peer.Transport, time);
        Assert.True(await client.SendIdAsync(MemoryCall.Id, CancellationToken.None));
        Assert.True(await client.SendAudioAsync(8000, new byte[] { 1, 2, 3 }, CancellationToken.None));
        Assert.True(client.TryWriteAudio(48000, [4, 5]));
        Assert.True(await client.SendDtmfAsync('*', CancellationToken.None));
        Assert.True(await client.SendHangupAsync(CancellationToken.None));
        var receiver = new Recorder();

        Assert.Equal(MemoryCall.Id, await call.Server.HandshakeAsync(TimeSpan.FromSeconds(2), CancellationToken.None));
        Assert.Equal(AudioSocketEnd.Hangup, await call.Server.ReceiveAsync(receiver, CancellationToken.None));
        Assert.Equal(["audio 8000 0102", "audio 48000 0405", "key *"], receiver.Events);
        Assert.Equal((call.Server.MessagesReceived, call.Server.BytesReceived), (client.MessagesSent, client.BytesSent));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = client.SendDtmfAsync('E', CancellationToken.None).AsTask(); });
    });

    [Fact]
    public void Hears_the_server_and_its_hangup() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        await using var client = new AudioSocketClient(call.Peer.Transport, time);
        var receiver = new Recorder();
        var end = client.ReceiveAsync(receiver, CancellationToken.None);
        call.Server.TryWriteAudio(8000, [1, 2]);
        var hangUp = call.Server.HangUpAsync(CancellationToken.None);

        Assert.Equal(AudioSocketEnd.Hangup, await end);
        await client.DisposeAsync();
        await hangUp;
        Assert.Equal(["audio 8000 0102"], receiver.Events);
        Assert.Equal((2, 8), (client.MessagesReceived, client.BytesReceived));
    });

    [Fact]
    public void Closes_with_a_fin_and_reads_on_until_the_server_closes_too() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        var client = new AudioSocketClient(call.Peer.Transport, time);
        var end = client.ReceiveAsync(new Recorder(), CancellationToken.None);
        var closing = client.DisposeAsync();
        Assert.Equal(AudioSocketEnd.Closed, await call.Server.ReceiveAsync(new Recorder(), CancellationToken.None));
        await Task.Delay(TimeSpan.FromMilliseconds(300), time);
        Assert.True(call.Server.TryWriteAudio(8000, [1, 2]));
        await call.Server.DisposeAsync();
        await closing;

        Assert.Equal(AudioSocketEnd.Local, await end);
        Assert.Equal(1, client.MessagesReceived);
        Assert.Equal(TimeSpan.FromMilliseconds(300), time.Elapsed);
        Assert.False(client.TryWriteAudio(8000, [1, 2]));
    });

    [Fact]
    public void Waits_one_second_at_most_for_a_server_that_stays() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        await new AudioSocketClient(call.Peer.Transport, time).DisposeAsync();

        Assert.Equal(TimeSpan.FromSeconds(1), time.Elapsed);
    });

    [Fact]
    public void An_abort_is_a_reset_to_the_server() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        await using var client = new AudioSocketClient(call.Peer.Transport, time);
        client.Abort();

        Assert.Equal(AudioSocketEnd.Reset, await call.Server.ReceiveAsync(new Recorder(), CancellationToken.None));
    });

    [Fact]
    public async Task Over_sockets_a_dispose_is_a_fin_and_an_abort_an_rst()
    {
        await using var listener = await AudioSocketListener.BindAsync(SocketCall.CreateTransport(), new IPEndPoint(IPAddress.Loopback, 0));
        foreach (var (expected, abort) in new[] { (AudioSocketEnd.Closed, false), (AudioSocketEnd.Reset, true) })
        {
            await using var client = await AudioSocketClient.ConnectAsync(listener.EndPoint, MemoryCall.Id, CancellationToken.None);
            await using var server = (await listener.AcceptAsync())!;
            Assert.Equal(MemoryCall.Id, await server.HandshakeAsync(TimeSpan.FromSeconds(30), CancellationToken.None));
            if (!abort) // beside an abort, whether the send or the receive breaks first would be chance
                Assert.True(server.TryWriteAudio(8000, new byte[320])); // unread at the client when it closes
            var end = server.ReceiveAsync(new Recorder(), CancellationToken.None);
            if (abort)
                client.Abort();
            var closing = client.DisposeAsync();

            Assert.Equal(expected, await end);
            await server.DisposeAsync();
            await closing;
        }
    }

    [Fact]
    public async Task A_server_that_does_not_read_can_be_left()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var client = await AudioSocketClient.ConnectAsync(listener.LocalEndPoint!, MemoryCall.Id, CancellationToken.None);
        using var server = await listener.AcceptAsync();
        var refused = 0;
        while (refused < 1000)
        {
            refused += client.TryWriteAudio(192000, new byte[60000]) ? 0 : 1;
            Assert.InRange(client.BytesSent, 1, 100_000_000); // the kernel's own buffers grow to some megabytes
            await Task.Yield();
        }
        await client.DisposeAsync();

        Assert.False(client.TryWriteAudio(8000, [1, 2]));
    }

    [Fact]
    public async Task A_refused_connection_is_a_socket_error()
    {
        var network = new InMemoryTransport();
        Assert.Throws<SocketException>(() => network.Connect(new IPEndPoint(IPAddress.Loopback, 9092)));

        await using var taken = await AudioSocketListener.BindAsync(SocketCall.CreateTransport(), new IPEndPoint(IPAddress.Loopback, 0));
        await taken.UnbindAsync();
        await Assert.ThrowsAsync<SocketException>(() => AudioSocketClient.ConnectAsync(taken.EndPoint, MemoryCall.Id, CancellationToken.None));
    }
}
