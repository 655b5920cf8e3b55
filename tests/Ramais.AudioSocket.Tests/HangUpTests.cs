using Ramais.Testing;

namespace Ramais.AudioSocket.Tests;

public class HangUpTests
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);
    private static readonly byte[] Silence = new byte[320];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plays_out_then_sends_0x00_then_waits_for_the_peer(bool receiving) => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        var end = receiving ? call.Server.ReceiveAsync(new Recorder(), CancellationToken.None) : null;
        for (var i = 0; i < 50; i++)
            Assert.True(call.Server.TryWriteAudio(8000, Silence));
        var hangUp = call.Server.HangUpAsync(CancellationToken.None).AsTask();

        await ReadAudioAsync(call, 50);
        Assert.Equal((AudioSocketMessageType.Hangup, 0), Shape(await call.ReadAsync()));
        Assert.Equal(TimeSpan.FromSeconds(1), time.Elapsed);

        await Task.Delay(Frame, time);
        Assert.False(hangUp.IsCompleted);
        await call.Peer.DisposeAsync();
        await hangUp;
        Assert.Equal(TimeSpan.FromSeconds(1) + Frame, time.Elapsed);
        if (end is not null)
            Assert.Equal(AudioSocketEnd.Local, await end);
    });

    [Fact]
    public void Play_out_counts_from_the_message_that_starts_after_a_pause() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        call.Server.TryWriteAudio(8000, Silence);
        await Task.Delay(TimeSpan.FromSeconds(5), time);
        call.Server.TryWriteAudio(16000, new byte[640]);
        call.Server.TryWriteAudio(8000, Silence);
        Assert.Equal(2 * Frame, call.Server.PlayoutRemaining);
        _ = ObserveAsync(call.Server.HangUpAsync(CancellationToken.None));

        await ReadAudioAsync(call, 3);
        Assert.Equal(AudioSocketMessageType.Hangup, (await call.ReadAsync())?.Type);
        Assert.Equal(TimeSpan.FromSeconds(5) + (2 * Frame), time.Elapsed);
        Assert.Equal(TimeSpan.Zero, call.Server.PlayoutRemaining);
    });

    [Fact]
    public void Gives_up_one_second_after_0x00_when_the_peer_stays() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        await call.Server.HangUpAsync(CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(1), time.Elapsed);
        Assert.Equal(AudioSocketMessageType.Hangup, (await call.ReadAsync())?.Type);
        Assert.Null(await call.ReadAsync());
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Drops_what_the_peer_still_sends_and_reads_it_all(bool receiving) => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time, window: 4096);
        var receiver = new Recorder();
        var end = receiving ? call.Server.ReceiveAsync(receiver, CancellationToken.None) : Task.FromResult(AudioSocketEnd.Local);
        call.Server.TryWriteAudio(8000, new byte[16000]);
        var hangUp = call.Server.HangUpAsync(CancellationToken.None).AsTask();
        for (var i = 0; i < 90; i++) // far more than the window: a reader that stops would leave the sends waiting
        {
            await call.SendAsync(AudioSocketMessageType.Audio8Khz, Silence);
            await Task.Delay(Frame, time);
        }
        await call.Peer.DisposeAsync();
        await hangUp;

        Assert.Equal(AudioSocketEnd.Local, await end);
        Assert.Empty(receiver.Events);
        Assert.Equal(91, call.Server.MessagesReceived);
        Assert.Equal(TimeSpan.FromSeconds(1.8), time.Elapsed);
    });

    [Fact]
    public void Goes_on_draining_when_the_receive_loop_is_cancelled_meanwhile() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        using var stop = new CancellationTokenSource();
        var end = call.Server.ReceiveAsync(new Recorder(), stop.Token);
        var hangUp = call.Server.HangUpAsync(CancellationToken.None).AsTask();
        stop.Cancel();
        Assert.Equal(AudioSocketEnd.Local, await end);

        await call.SendAsync(AudioSocketMessageType.Audio8Khz, Silence);
        await Task.Delay(Frame, time);
        Assert.Equal(2, call.Server.MessagesReceived);
        await call.Peer.DisposeAsync();
        await hangUp;
        Assert.Equal(Frame, time.Elapsed);
    });

    [Theory]
    [InlineData("fin")]
    [InlineData("rst")]
    public void A_peer_that_leaves_ends_the_wait_for_play_out(string how) => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        call.Server.TryWriteAudio(8000, new byte[16000]);
        var hangUp = call.Server.HangUpAsync(CancellationToken.None);
        await Task.Delay(10 * Frame, time);
        if (how == "fin")
            await call.Peer.DisposeAsync();
        else
            call.Peer.Abort();
        await hangUp;

        Assert.Equal(10 * Frame, time.Elapsed);
        Assert.Equal(1, call.Server.MessagesSent);
    });

    [Fact]
    public void Answers_a_peers_own_hangup_by_closing_without_play_out() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        call.Server.TryWriteAudio(8000, new byte[16000]);
        await call.SendAsync(AudioSocketMessageType.Hangup);
        await call.Server.ReceiveAsync(new Recorder(), CancellationToken.None);
        var hangUp = call.Server.HangUpAsync(CancellationToken.None);
        await call.Peer.DisposeAsync();
        await hangUp;

        Assert.Equal(TimeSpan.Zero, time.Elapsed);
        Assert.Equal(1, call.Server.MessagesSent);
    });

    [Fact]
    public void A_cancellation_skips_the_play_out_and_not_the_0x00() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        call.Server.TryWriteAudio(8000, new byte[16000]);
        using var hurry = new CancellationTokenSource(10 * Frame, time);
        _ = ObserveAsync(call.Server.HangUpAsync(hurry.Token));

        await ReadAudioAsync(call, 1);
        Assert.Equal(AudioSocketMessageType.Hangup, (await call.ReadAsync())?.Type);
        Assert.Equal(10 * Frame, time.Elapsed);
    });

    [Fact]
    public void An_abort_cuts_it_short() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        call.Server.TryWriteAudio(8000, new byte[16000]);
        var hangUp = call.Server.HangUpAsync(CancellationToken.None);
        call.Server.Abort();
        await hangUp;

        Assert.Equal(TimeSpan.Zero, time.Elapsed);
        await Assert.ThrowsAsync<Microsoft.AspNetCore.Connections.ConnectionResetException>(call.ReadAsync);
    });

    [Fact]
    public void Dispose_waits_for_a_hang_up_in_progress_and_repeats_do_nothing() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        call.Server.TryWriteAudio(8000, new byte[16000]);
        _ = ObserveAsync(call.Server.HangUpAsync(CancellationToken.None));
        await call.Server.DisposeAsync();
        Assert.Equal(TimeSpan.FromSeconds(2), time.Elapsed);

        await call.Server.DisposeAsync();
        await call.Server.HangUpAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(2), time.Elapsed);
        Assert.False(call.Server.TryWriteAudio(8000, Silence));
        Assert.Equal(AudioSocketEnd.Local, await call.Server.ReceiveAsync(new Recorder(), CancellationToken.None));
    });

    [Fact]
    public void A_peer_that_does_not_read_can_hold_it_for_a_second_only() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time, window: 1024);
        while (call.Server.TryWriteAudio(8000, Silence))
            Assert.InRange(call.Server.MessagesSent, 1, 4);
        var played = call.Server.PlayoutRemaining;
        await call.Server.HangUpAsync(CancellationToken.None);

        Assert.Equal(played + TimeSpan.FromSeconds(1), time.Elapsed);
    });

    private static async Task ReadAudioAsync(MemoryCall call, int messages)
    {
        for (var i = 0; i < messages; i++)
            Assert.InRange((await call.ReadAsync())!.Value.Type, AudioSocketMessageType.Audio8Khz, AudioSocketMessageType.Audio192Khz);
    }

    private static async Task ObserveAsync(ValueTask task) => await task;

    private static (AudioSocketMessageType, int)? Shape((AudioSocketMessageType Type, byte[] Payload)? message) =>
        message is { } m ? (m.Type, m.Payload.Length) : null;
}
