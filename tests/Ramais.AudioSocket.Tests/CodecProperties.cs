using System.Buffers;
using CsCheck;

namespace Ramais.AudioSocket.Tests;

public class CodecProperties
{
    [Fact]
    public void Small_streams_read_the_same_split_at_every_position() => Wire.SmallStreams.Sample(messages =>
    {
        var stream = Wire.Encode(messages);
        for (var first = 0; first <= stream.Length; first++)
        {
            for (var second = first; second <= stream.Length; second++)
                AssertReads(messages, [stream[..first], stream[first..second], stream[second..]]);
        }
    }, iter: 100);

    [Fact]
    public void Large_streams_read_the_same_in_random_pieces() =>
        Gen.Select(Wire.LargeStreams, Wire.Pieces).Sample((messages, pieces) => AssertReads(messages, Wire.Cut(Wire.Encode(messages), pieces)), iter: 300);

    [Fact]
    public void A_sequence_of_many_segments_reads_like_one() =>
        Gen.Select(Wire.LargeStreams, Wire.Pieces).Sample((messages, pieces) =>
        {
            var buffer = Wire.Join(Wire.Cut(Wire.Encode(messages), pieces));
            Assert.Equal(Lines(messages), ReadAll(ref buffer));
            Assert.True(buffer.IsEmpty);
        }, iter: 300);

    [Fact]
    public void Part_of_a_message_stays_where_it_is() => Wire.SmallStreams.Where(s => s.Length > 0).Sample(messages =>
    {
        var stream = Wire.Encode(messages);
        var lastStart = stream.Length - AudioSocketCodec.HeaderLength - messages[^1].Payload.Length;
        for (var end = lastStart; end < stream.Length; end++)
        {
            var buffer = new ReadOnlySequence<byte>(stream, 0, end);
            Assert.Equal(Lines(messages[..^1]), ReadAll(ref buffer));
            Assert.Equal(end - lastStart, buffer.Length);
        }
    }, iter: 300);

    [Fact]
    public void What_is_written_is_the_format() => Wire.LargeStreams.Sample(messages =>
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
            AudioSocketCodec.Write(output, (AudioSocketMessageType)message.Type, message.Payload);
        Assert.Equal(Wire.Encode(messages), output.WrittenSpan);
    }, iter: 100);

    [Fact]
    public void A_payload_that_the_length_field_cannot_say_is_refused() =>
        Assert.Throws<ArgumentException>(() => AudioSocketCodec.Write(new ArrayBufferWriter<byte>(), AudioSocketMessageType.Audio8Khz, new byte[65536]));

    [Fact]
    public void Rates_and_types_are_each_others_inverse() => Gen.Byte.Sample(type =>
    {
        var isAudio = AudioSocketRates.TryGetSampleRate((AudioSocketMessageType)type, out var rate);
        Assert.Equal(type is >= 0x10 and <= 0x18, isAudio);
        Assert.Equal(isAudio ? type : 0, isAudio ? (byte)AudioSocketRates.GetMessageType(rate) : rate);
    });

    /// <summary>Reads as pieces arrive, keeping what is left between them.</summary>
    private static void AssertReads(WireMessage[] messages, IEnumerable<byte[]> pieces)
    {
        var lines = new List<string>();
        byte[] left = [];
        foreach (var piece in pieces)
        {
            var buffer = new ReadOnlySequence<byte>((byte[])[.. left, .. piece]);
            lines.AddRange(ReadAll(ref buffer));
            left = buffer.ToArray();
        }
        Assert.Empty(left);
        Assert.Equal(Lines(messages), lines);
    }

    private static List<string> ReadAll(ref ReadOnlySequence<byte> buffer)
    {
        var lines = new List<string>();
        while (AudioSocketCodec.TryRead(ref buffer, out var message))
            lines.Add(new WireMessage((byte)message.Type, message.Payload.ToArray()).ToString());
        return lines;
    }

    private static IEnumerable<string> Lines(IEnumerable<WireMessage> messages) => messages.Select(m => m.ToString());
}
