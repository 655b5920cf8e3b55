using Ramais.Testing;

namespace Ramais.AudioSocket.Tests;

public class ReceiveTests
{
    [Fact]
    public void Hands_over_audio_of_every_rate() => VirtualTime.Run(async time =>
    {
        int[] rates = [8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000];
        await using var call = await MemoryCall.BeginAsync(time);
        for (byte type = 0x10; type <= 0x18; type++)
            await call.SendAsync((AudioSocketMessageType)type, type, 0);

        var (end, events) = await ReceiveToEndAsync(call);

        Assert.Equal(AudioSocketEnd.Closed, end);
        Assert.Equal(rates.Select((rate, i) => $"audio {rate} {0x10 + i:X2}00"), events);
    });

    [Fact]
    public void Hands_over_the_keys_of_a_telephone_and_no_others() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        foreach (var key in "0123456789*#ABCDEad x\0\u00b1")
            await call.SendAsync(AudioSocketMessageType.Dtmf, (byte)key);
        await call.SendAsync(AudioSocketMessageType.Dtmf);
        await call.SendAsync(AudioSocketMessageType.Dtmf, (byte)'1', (byte)'2');

        var (_, events) = await ReceiveToEndAsync(call);

        Assert.Equal("0123456789*#ABCD".Select(key => $"key {key}"), events);
    });

    [Fact]
    public void Skips_what_it_does_not_know_and_drops_half_samples() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        await call.SendAsync(AudioSocketMessageType.Uuid, Guid.NewGuid().ToByteArray());
        await call.SendAsync(AudioSocketMessageType.Error, 1);
        await call.SendAsync((AudioSocketMessageType)0x19, 1, 2);
        await call.SendAsync((AudioSocketMessageType)0x02);
        await call.SendAsync(AudioSocketMessageType.Audio8Khz);
        await call.SendAsync(AudioSocketMessageType.Audio8Khz, 1);
        await call.SendAsync(AudioSocketMessageType.Audio8Khz, 1, 2, 3);

        var (end, events) = await ReceiveToEndAsync(call);

        Assert.Equal(AudioSocketEnd.Closed, end);
        Assert.Equal(["audio 8000 0102"], events);
        Assert.Equal(MemoryCall.Id, call.Server.Id);
    });

    [Fact]
    public void Counts_whole_messages_with_their_headers() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        await call.SendAsync(AudioSocketMessageType.Audio8Khz, new byte[320]);
        await call.SendRawAsync(0x10, 1);
        await ReceiveToEndAsync(call);

        Assert.Equal(2, call.Server.MessagesReceived);
        Assert.Equal(19 + 323, call.Server.BytesReceived);
    });

    [Fact]
    public void A_hangup_message_ends_it_and_nothing_after_counts() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        await call.SendRawAsync(0x03, 0, 1, (byte)'1', 0, 0, 0, 0x03, 0, 1, (byte)'2');
        var receiver = new Recorder();

        Assert.Equal(AudioSocketEnd.Hangup, await call.Server.ReceiveAsync(receiver, CancellationToken.None));
        Assert.Equal(["key 1"], receiver.Events);
    });

    [Fact]
    public void A_reset_is_told_from_a_close() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        var end = call.Server.ReceiveAsync(new Recorder(), CancellationToken.None);
        call.Peer.Abort();

        Assert.Equal(AudioSocketEnd.Reset, await end);
    });

    [Theory]
    [InlineData("cancel")]
    [InlineData("abort")]
    [InlineData("dispose")]
    public void What_this_side_ends_is_local(string how) => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        using var stop = new CancellationTokenSource();
        var end = call.Server.ReceiveAsync(new Recorder(), stop.Token);
        switch (how)
        {
            case "cancel": stop.Cancel(); break;
            case "abort": call.Server.Abort(); break;
            default: await call.Server.DisposeAsync(); break;
        }

        Assert.Equal(AudioSocketEnd.Local, await end);
    });

    [Fact]
    public void After_a_cancel_it_can_be_received_again() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        await call.SendRawAsync(0x10, 0);
        using (var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1), time))
            Assert.Equal(AudioSocketEnd.Local, await call.Server.ReceiveAsync(new Recorder(), stop.Token));
        await call.SendRawAsync(2, 5, 6);

        var (_, events) = await ReceiveToEndAsync(call);
        Assert.Equal(["audio 8000 0506"], events);
    });

    [Fact]
    public void A_wake_reaches_the_receiver_after_what_has_arrived() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        var receiver = new Recorder();
        var end = call.Server.ReceiveAsync(receiver, CancellationToken.None);
        await call.SendAsync(AudioSocketMessageType.Audio8Khz, 1, 2);
        call.Server.WakeReceiver();
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        call.Server.WakeReceiver();
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        await call.Peer.DisposeAsync();
        await end;

        Assert.Equal(["audio 8000 0102", "wake", "wake"], receiver.Events);
    });

    [Fact]
    public void A_second_loop_is_refused() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        var first = call.Server.ReceiveAsync(new Recorder(), CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => call.Server.ReceiveAsync(new Recorder(), CancellationToken.None));
        await call.Server.DisposeAsync();
        Assert.Equal(AudioSocketEnd.Local, await first);
    });

    [Fact]
    public void What_the_receiver_throws_passes_through_and_the_call_can_still_be_hung_up() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        var receiver = new Recorder { Reaction = _ => throw new IOException("a receiver's own trouble") };
        await call.SendAsync(AudioSocketMessageType.Dtmf, (byte)'1');

        await Assert.ThrowsAsync<IOException>(() => call.Server.ReceiveAsync(receiver, CancellationToken.None));
        var hangUp = call.Server.HangUpAsync(CancellationToken.None);
        Assert.Equal(AudioSocketMessageType.Hangup, (await call.ReadAsync())?.Type);
        await call.Peer.DisposeAsync();
        await hangUp;
    });

    private static async Task<(AudioSocketEnd End, List<string> Events)> ReceiveToEndAsync(MemoryCall call)
    {
        var receiver = new Recorder();
        var end = call.Server.ReceiveAsync(receiver, CancellationToken.None);
        await call.Peer.DisposeAsync();
        return (await end, receiver.Events);
    }
}
