using Ramais.Testing;

namespace Ramais.AudioSocket.Tests;

public class WriteTests
{
    [Fact]
    public void Audio_leaves_in_the_rate_and_bytes_given() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        Assert.True(call.Server.TryWriteAudio(8000, [1, 2]));
        Assert.True(call.Server.TryWriteAudio(44100, [3, 4, 5, 6]));

        Assert.Equal("Audio8Khz 0102", Describe(await call.ReadAsync()));
        Assert.Equal("Audio44Khz 03040506", Describe(await call.ReadAsync()));
        Assert.Equal((2, 12), (call.Server.MessagesSent, call.Server.BytesSent));
    });

    [Fact]
    public void What_Asterisk_would_hang_up_on_is_never_sent() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);

        Assert.Throws<ArgumentException>(() => call.Server.TryWriteAudio(8000, []));
        Assert.Throws<ArgumentException>(() => call.Server.TryWriteAudio(8000, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => call.Server.TryWriteAudio(8000, new byte[65536]));
        Assert.Throws<ArgumentOutOfRangeException>(() => call.Server.TryWriteAudio(11025, [1, 2]));
        Assert.Equal((0, 0), (call.Server.MessagesSent, call.Server.RefusedWrites));
    });

    [Fact]
    public void A_peer_that_does_not_read_is_refused_further_audio_until_it_does() => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time, window: 3230);
        var sent = 0;
        while (call.Server.TryWriteAudio(8000, new byte[320]))
            Assert.InRange(++sent, 1, 10);
        Assert.False(call.Server.TryWriteAudio(8000, new byte[320]));

        Assert.Equal(10, sent);
        Assert.Equal((10, 2), (call.Server.MessagesSent, call.Server.RefusedWrites));
        for (var i = 0; i < sent; i++)
            await call.ReadAsync();
        Assert.True(call.Server.TryWriteAudio(8000, [1, 2]));
        Assert.Equal("Audio8Khz 0102", Describe(await call.ReadAsync()));
    });

    [Theory]
    [InlineData("fin")]
    [InlineData("rst")]
    public void A_peer_that_left_is_refused_audio(string how) => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        if (how == "fin")
            await call.Peer.DisposeAsync();
        else
            call.Peer.Abort();

        Assert.False(call.Server.TryWriteAudio(8000, [1, 2]));
        Assert.False(call.Server.TryWriteAudio(8000, [1, 2]));
    });

    private static string Describe((AudioSocketMessageType Type, byte[] Payload)? message) =>
        $"{message?.Type} {Convert.ToHexString(message?.Payload ?? [])}";
}
