using Ramais.Testing;

namespace Ramais.AudioSocket.Tests;

public class HandshakeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public void Takes_the_uuid_big_endian() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        await call.SendRawAsync(1, 0, 16, 0x0a, 0x1b, 0x2c, 0x3d, 0x4e, 0x5f, 0x40, 0x71, 0x82, 0x93, 0xa4, 0xb5, 0xc6, 0xd7, 0xe8, 0xf9);

        Assert.Equal(Guid.Empty, call.Server.Id);
        Assert.Equal(MemoryCall.Id, await call.Server.HandshakeAsync(Limit, CancellationToken.None));
        Assert.Equal(MemoryCall.Id, call.Server.Id);
    });

    [Fact]
    public void Keeps_the_audio_that_shares_the_read() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        byte[] together = [1, 0, 16, .. MemoryCall.Id.ToByteArray(bigEndian: true), 0x10, 0, 2, 7, 8, 0x10, 0];
        await call.SendRawAsync(together);
        await call.Server.HandshakeAsync(Limit, CancellationToken.None);

        var receiver = new Recorder();
        var end = call.Server.ReceiveAsync(receiver, CancellationToken.None);
        await call.SendRawAsync(2, 9, 10);
        await call.Peer.DisposeAsync();

        Assert.Equal(AudioSocketEnd.Closed, await end);
        Assert.Equal(["audio 8000 0708", "audio 8000 090A"], receiver.Events);
    });

    [Fact]
    public void Waits_for_a_uuid_in_pieces_up_to_the_limit() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        var handshake = call.Server.HandshakeAsync(Limit, CancellationToken.None);
        foreach (var part in Pieces(MemoryCall.Id))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
            await call.SendRawAsync(part);
        }

        Assert.Equal(MemoryCall.Id, await handshake);
        Assert.Equal(TimeSpan.FromMilliseconds(1900), time.Elapsed);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(18)]
    public void Gives_up_at_the_limit(int bytesSent) => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        byte[] message = [1, 0, 16, .. MemoryCall.Id.ToByteArray(bigEndian: true)];
        await call.SendRawAsync(message[..bytesSent]);

        var failure = await Fails(call);

        Assert.Equal(AudioSocketHandshakeFailure.TimedOut, failure.Reason);
        Assert.Equal(Limit, time.Elapsed);
    });

    [Fact]
    public void A_wake_does_not_end_the_wait() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        var handshake = call.Server.HandshakeAsync(Limit, CancellationToken.None);
        call.Server.WakeReceiver();
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        await call.SendAsync(AudioSocketMessageType.Uuid, MemoryCall.Id.ToByteArray(bigEndian: true));

        Assert.Equal(MemoryCall.Id, await handshake);
    });

    [Theory]
    [InlineData(AudioSocketHandshakeFailure.UnexpectedMessage, 0x10, 0x01, 0x40)]
    [InlineData(AudioSocketHandshakeFailure.UnexpectedMessage, (byte)'G', (byte)'E', (byte)'T')]
    [InlineData(AudioSocketHandshakeFailure.BadLength, 0x01, 0, 15)]
    [InlineData(AudioSocketHandshakeFailure.BadLength, 0x01, 16, 0)]
    public void Refuses_by_the_header_alone(AudioSocketHandshakeFailure reason, byte type, byte high, byte low) => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        await call.SendRawAsync(type, high, low);

        Assert.Equal(reason, (await Fails(call)).Reason);
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    });

    [Fact]
    public void Tells_a_closed_connection() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        await call.SendRawAsync(1, 0, 16, 1);
        await call.Peer.DisposeAsync();

        Assert.Equal(AudioSocketHandshakeFailure.Closed, (await Fails(call)).Reason);
    });

    [Fact]
    public void Tells_a_broken_connection_with_its_cause() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        call.Peer.Abort();

        var failure = await Fails(call);

        Assert.Equal(AudioSocketHandshakeFailure.Closed, failure.Reason);
        Assert.IsType<Microsoft.AspNetCore.Connections.ConnectionResetException>(failure.InnerException);
    });

    [Fact]
    public void Can_be_cancelled() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Server.HandshakeAsync(Limit, stop.Token).AsTask());
        Assert.Equal(TimeSpan.FromSeconds(1), time.Elapsed);
    });

    [Fact]
    public void Ends_when_this_side_closes() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.ConnectAsync(time);
        var handshake = Fails(call);
        await call.Server.DisposeAsync();

        Assert.Equal(AudioSocketHandshakeFailure.Closed, (await handshake).Reason);
    });

    private static Task<AudioSocketHandshakeException> Fails(MemoryCall call) =>
        Assert.ThrowsAsync<AudioSocketHandshakeException>(() => call.Server.HandshakeAsync(Limit, CancellationToken.None).AsTask());

    private static IEnumerable<byte[]> Pieces(Guid id) =>
        ((byte[])[1, 0, 16, .. id.ToByteArray(bigEndian: true)]).Select(one => new[] { one });
}
