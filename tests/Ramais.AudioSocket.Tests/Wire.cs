using System.Buffers;
using CsCheck;

namespace Ramais.AudioSocket.Tests;

/// <summary>Generated streams of messages, and the many ways in which a network may hand them over.</summary>
internal static class Wire
{
    private static readonly Gen<byte> Types = Gen.Frequency(
        (4, Any<byte>(0x00, 0x01, 0x03, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0xff)),
        (1, Gen.Byte));

    public static readonly Gen<WireMessage[]> SmallStreams = Message(Gen.Int[0, 12]).Array[0, 6];

    public static readonly Gen<WireMessage[]> LargeStreams =
        Message(Gen.Frequency((6, Gen.Int[0, 2000]), (2, Any(160, 204, 276, 320, 480, 640, 960)), (1, Any(65534, 65535))))
            .Array[1, 12];

    /// <summary>Sizes of pieces; repeated until the stream is used up.</summary>
    public static readonly Gen<int[]> Pieces = Gen.Frequency((1, Gen.Int[1, 4]), (2, Gen.Int[1, 700]), (1, Gen.Int[1, 70000])).Array[1, 20];

    /// <summary>The bytes as the format says, written without the code under test.</summary>
    public static byte[] Encode(IEnumerable<WireMessage> messages) =>
        [.. messages.SelectMany(m => (byte[])[m.Type, (byte)(m.Payload.Length >> 8), (byte)m.Payload.Length, .. m.Payload])];

    public static IEnumerable<byte[]> Cut(byte[] stream, int[] pieces)
    {
        for (int at = 0, i = 0; at < stream.Length; i++)
        {
            var length = Math.Min(pieces[i % pieces.Length], stream.Length - at);
            yield return stream[at..(at + length)];
            at += length;
        }
    }

    /// <summary>One sequence whose segments are the pieces; empty ones too, as pipes may have.</summary>
    public static ReadOnlySequence<byte> Join(IEnumerable<byte[]> pieces)
    {
        Segment? first = null, last = null;
        foreach (var piece in pieces.Append([]))
        {
            last = new Segment(piece, last);
            first ??= last;
        }
        return new(first!, 0, last!, last!.Memory.Length);
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<WireMessage> Message(Gen<int> length) =>
        Gen.Select(Types, length, Gen.Int).Select((type, size, seed) => new WireMessage(type, Payload(type, size, seed)));

    private static byte[] Payload(byte type, int size, int seed)
    {
        var payload = new byte[size];
        new Random(seed).NextBytes(payload);
        return type == 0x03 && size > 0 ? [(byte)"0123456789*#ABCDx"[payload[0] % 17]] : payload;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? previous)
        {
            Memory = bytes;
            if (previous is null)
                return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
