using CsCheck;
using Ramais.Testing;

namespace Ramais.AudioSocket.Tests;

/// <summary>The whole way from a peer's bytes to the receiver, against a plain reading of the rules.</summary>
public class ConnectionProperties
{
    [Fact]
    public void Small_streams_arrive_the_same_split_at_every_position() => Wire.SmallStreams.Sample(messages =>
    {
        var stream = Wire.Encode(messages);
        for (var split = 0; split <= stream.Length; split++)
            AssertArrives(messages, [stream[..split], stream[split..]]);
    }, iter: 30);

    [Fact]
    public void Large_streams_arrive_the_same_in_random_pieces() =>
        Gen.Select(Wire.LargeStreams, Wire.Pieces).Sample((messages, pieces) => AssertArrives(messages, Wire.Cut(Wire.Encode(messages), pieces)), iter: 60);

    private static void AssertArrives(WireMessage[] messages, IEnumerable<byte[]> pieces) => VirtualTime.Run(async time =>
    {
        await using var call = await MemoryCall.BeginAsync(time);
        var receiver = new Recorder();
        var receiving = ReceiveAndHangUpAsync(call.Server, receiver);
        foreach (var piece in pieces)
            await call.SendRawAsync(piece).WaitAsync(TimeSpan.FromSeconds(10), time);
        await call.Peer.DisposeAsync();

        var hangup = messages.Any(m => m.Type == 0x00);
        Assert.Equal(hangup ? AudioSocketEnd.Hangup : AudioSocketEnd.Closed, await receiving);
        Assert.Equal(messages.TakeWhile(m => m.Type != 0x00).SelectMany(Expected), receiver.Events);
    });

    private static async Task<AudioSocketEnd> ReceiveAndHangUpAsync(AudioSocketConnection server, Recorder receiver)
    {
        var end = await server.ReceiveAsync(receiver, CancellationToken.None);
        await server.HangUpAsync(CancellationToken.None);
        return end;
    }

    private static IEnumerable<string> Expected(WireMessage message)
    {
        int[] rates = [8000, 12000, 16000, 24000, 32000, 44100, 48000, 96000, 192000];
        var whole = message.Payload.Length / 2 * 2;
        if (message.Type is >= 0x10 and <= 0x18 && whole > 0)
            yield return Recorder.Describe(rates[message.Type - 0x10], message.Payload.AsSpan(0, whole));
        if (message.Type == 0x03 && message.Payload is [not (byte)'x'])
            yield return $"key {(char)message.Payload[0]}";
    }
}
