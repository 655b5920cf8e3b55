using Ramais.AudioSocket;
using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>A leg answers in the rate that it hears: <c>Dial(AudioSocket/…/c(slin16))</c> sends 16 kHz and wants it back.</summary>
public sealed class WideRateTests
{
    [Theory]
    [InlineData(12000)]
    [InlineData(16000)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(192000)]
    public void A_leg_answers_in_the_rate_that_it_hears(int rate) => VirtualTime.Run(async time =>
    {
        var gate = new Gatehouse(time);
        var (near, ended) = gate.Knock();
        AudioSocketCodec.Write(near.Transport.Output, AudioSocketMessageType.Uuid, Gatehouse.NewId().ToByteArray(bigEndian: true));
        var lengths = new List<(AudioSocketMessageType Type, int Bytes)>();
        for (var message = 0; message < 50; message++)
        {
            AudioSocketCodec.Write(near.Transport.Output, AudioSocketRates.GetMessageType(rate), new byte[rate / 50 * sizeof(short)]);
            await near.Transport.Output.FlushAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(20), time);
            Read(near, lengths);
        }
        await near.Transport.Output.CompleteAsync();
        await ended;

        Assert.InRange(lengths.Count, 49, 52);
        Assert.All(lengths.Skip(2), sent => Assert.Equal((AudioSocketRates.GetMessageType(rate), rate / 50 * sizeof(short)), sent));
    });

    private static void Read(InMemoryConnection near, List<(AudioSocketMessageType Type, int Bytes)> lengths)
    {
        if (!near.Transport.Input.TryRead(out var result))
            return;
        var buffer = result.Buffer;
        while (AudioSocketCodec.TryRead(ref buffer, out var message))
            lengths.Add((message.Type, (int)message.Payload.Length));
        near.Transport.Input.AdvanceTo(buffer.Start, buffer.End);
    }
}
