using System.Net.Sockets;
using CsCheck;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Ramais.Server.Tests.Media;

public class MediaConnectionTests
{
    [Fact]
    public async Task What_the_peer_sends_arrives_whole_in_whatever_pieces_it_came()
    {
        await using var pair = await MediaPair.ConnectAsync();
        await Gen.Byte.Array[1, 5000].Array[1, 20].SampleAsync(
            async pieces =>
            {
                byte[] all = [.. pieces.SelectMany(p => p)];
                var reading = pair.ReadAsync(all.Length);
                foreach (var piece in pieces)
                    await pair.Peer.SendAsync(piece);
                Assert.Equal(all, await reading);
            },
            iter: 50,
            threads: 1);
    }

    [Fact]
    public async Task The_longest_message_fits_into_one_read()
    {
        await using var pair = await MediaPair.ConnectAsync();
        var message = Enumerable.Range(0, 3 + ushort.MaxValue).Select(i => (byte)i).ToArray();
        var reading = pair.ReadAsync(message.Length);
        await pair.Peer.SendAsync(message);
        Assert.Equal(message, await reading);
    }

    [Fact]
    public async Task A_reader_that_consumes_nothing_is_not_given_memory_without_end()
    {
        await using var pair = await MediaPair.ConnectAsync();
        using var flood = new CancellationTokenSource();
        var sending = FloodAsync(pair.Peer, flood.Token);
        for (var held = 0L; held < 128 * 1024;)
        {
            var result = await pair.Input.ReadAsync();
            pair.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            Assert.True(result.Buffer.Length > held);
            held = result.Buffer.Length;
        }
        Assert.False(pair.Input.TryRead(out _));
        await flood.CancelAsync();
        pair.Server.Abort();
        await sending;
    }

    [Fact]
    public async Task What_was_examined_is_not_shown_again_until_more_has_come()
    {
        await using var pair = await MediaPair.ConnectAsync();
        await pair.Peer.SendAsync(new byte[] { 1, 2 });
        var first = await pair.Input.ReadAtLeastAsync(2);
        pair.Input.AdvanceTo(first.Buffer.Start, first.Buffer.End);
        Assert.False(pair.Input.TryRead(out _));
        await pair.Peer.SendAsync(new byte[] { 3 });
        Assert.Equal([1, 2, 3], await pair.ReadAsync(3));
    }

    [Fact]
    public async Task The_peers_end_comes_behind_its_last_bytes()
    {
        await using var pair = await MediaPair.ConnectAsync();
        await pair.Peer.SendAsync(new byte[] { 1, 2, 3 });
        pair.Peer.Shutdown(SocketShutdown.Send);
        Assert.Equal([1, 2, 3], await pair.ReadAsync(3));
        Assert.True((await pair.Input.ReadAsync()).IsCompleted);
        await pair.Output.WriteAsync(new byte[] { 4 });
        Assert.Equal([4], await pair.PeerReadAsync(1));
    }

    [Fact]
    public async Task A_reset_of_the_peer_fails_the_read_and_completes_the_writer()
    {
        await using var pair = await MediaPair.ConnectAsync();
        var reading = pair.Input.ReadAsync().AsTask();
        pair.Peer.Close(timeout: 0);
        await Assert.ThrowsAsync<ConnectionResetException>(() => reading);
        Assert.True((await pair.Output.WriteAsync(new byte[] { 1 })).IsCompleted);
    }

    [Fact]
    public async Task An_abort_resets_the_peer_and_ends_read_and_write()
    {
        await using var pair = await MediaPair.ConnectAsync();
        using var closed = new ManualResetEventSlim();
        using var registration = pair.Server.ConnectionClosed.Register(closed.Set);
        var reading = pair.Input.ReadAsync().AsTask();
        pair.Server.Abort();
        await Assert.ThrowsAsync<ConnectionAbortedException>(() => reading);
        var reset = await Assert.ThrowsAsync<SocketException>(async () => await pair.Peer.ReceiveAsync(new byte[1]));
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        Assert.True((await pair.Output.WriteAsync(new byte[] { 1 })).IsCompleted);
        Assert.True(closed.IsSet);
    }

    [Fact]
    public async Task A_read_is_cancelled_and_nothing_is_lost()
    {
        await using var pair = await MediaPair.ConnectAsync();
        var reading = pair.Input.ReadAsync();
        pair.Input.CancelPendingRead();
        var cancelled = await reading;
        Assert.True(cancelled.IsCanceled);
        pair.Input.AdvanceTo(cancelled.Buffer.End);
        await pair.Peer.SendAsync(new byte[] { 7 });
        Assert.Equal([7], await pair.ReadAsync(1));
    }

    [Fact]
    public async Task A_token_ends_a_read_and_the_next_one_reads_on()
    {
        await using var pair = await MediaPair.ConnectAsync();
        using var stop = new CancellationTokenSource();
        var reading = pair.Input.ReadAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await pair.Peer.SendAsync(new byte[] { 7 });
        Assert.Equal([7], await pair.ReadAsync(1));
    }

    [Fact]
    public async Task A_flush_waits_for_a_peer_that_does_not_read_and_sends_everything_in_the_end()
    {
        await using var pair = await MediaPair.ConnectAsync();
        var sent = 0;
        ValueTask<System.IO.Pipelines.FlushResult> flush;
        do
        {
            pair.Output.GetSpan(8192)[..8192].Fill((byte)(sent / 8192));
            pair.Output.Advance(8192);
            sent += 8192;
            flush = pair.Output.FlushAsync();
        }
        while (flush.IsCompleted);
        var received = await pair.PeerReadAsync(sent);
        Assert.False((await flush).IsCanceled);
        Assert.All(Enumerable.Range(0, sent), i => Assert.Equal((byte)(i / 8192), received[i]));
    }

    [Fact]
    public async Task A_flush_that_waits_is_cancelled_and_its_bytes_still_go()
    {
        await using var pair = await MediaPair.ConnectAsync();
        var sent = await FillAsync(pair);
        pair.Output.CancelPendingFlush();
        Assert.True((await sent.Flush).IsCanceled);
        Assert.Equal(sent.Bytes, (await pair.PeerReadAsync(sent.Bytes)).Length);
    }

    [Fact]
    public async Task Disposing_sends_what_waits_and_then_ends_with_a_FIN()
    {
        await using var pair = await MediaPair.ConnectAsync();
        var sent = await FillAsync(pair);
        pair.Output.CancelPendingFlush();
        await sent.Flush;
        var disposing = pair.Server.DisposeAsync().AsTask();
        Assert.Equal(sent.Bytes, (await pair.PeerReadAsync(sent.Bytes)).Length);
        Assert.Equal(0, await pair.Peer.ReceiveAsync(new byte[1]));
        await disposing;
    }

    [Fact]
    public async Task An_abort_ends_a_dispose_that_waits_for_the_peer()
    {
        await using var pair = await MediaPair.ConnectAsync();
        await FillAsync(pair);
        var disposing = pair.Server.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        pair.Server.Abort();
        await disposing;
    }

    [Fact]
    public async Task The_socket_feature_half_closes()
    {
        await using var pair = await MediaPair.ConnectAsync();
        pair.Server.Features.Get<IConnectionSocketFeature>()!.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await pair.Peer.ReceiveAsync(new byte[1]));
        await pair.Peer.SendAsync(new byte[] { 9 });
        Assert.Equal([9], await pair.ReadAsync(1));
    }

    [Fact]
    public async Task Both_ends_have_their_names()
    {
        await using var pair = await MediaPair.ConnectAsync();
        Assert.Equal(pair.Peer.LocalEndPoint, pair.Server.RemoteEndPoint);
        Assert.Equal(pair.Peer.RemoteEndPoint, pair.Server.LocalEndPoint);
    }

    private static async Task<(int Bytes, ValueTask<System.IO.Pipelines.FlushResult> Flush)> FillAsync(MediaPair pair)
    {
        for (var sent = 8192; ; sent += 8192)
        {
            pair.Output.Advance(pair.Output.GetMemory(8192)[..8192].Length);
            var flush = pair.Output.FlushAsync();
            if (!flush.IsCompleted)
                return (sent, flush);
            await flush;
        }
    }

    private static async Task FloodAsync(Socket peer, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                await peer.SendAsync(new byte[4096], stop);
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException)
        {
            // the other side has seen enough
        }
    }
}
