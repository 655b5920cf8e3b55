using System.Buffers;
using System.Buffers.Binary;

namespace Ramais.AudioSocket;

/// <summary>
/// The wire format: type (1 byte), payload length (2 bytes, big-endian), payload. Pure: it reads from and writes to buffers and knows no socket.
/// </summary>
public static class AudioSocketCodec
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderLength = 3;

    /// <summary>The longest payload that the 16-bit length can name, in bytes.</summary>
    public const int MaxPayloadLength = ushort.MaxValue;

    /// <summary>Looks at the header at the front of <paramref name="buffer"/>, whether or not its payload has arrived.</summary>
    /// <param name="buffer">Received bytes.</param>
    /// <param name="type">The type byte as received.</param>
    /// <param name="payloadLength">Bytes of payload that follow the header: 0 to <see cref="MaxPayloadLength"/>.</param>
    /// <returns><see langword="false"/> when the buffer holds fewer than <see cref="HeaderLength"/> bytes.</returns>
    public static bool TryReadHeader(in ReadOnlySequence<byte> buffer, out AudioSocketMessageType type, out int payloadLength)
    {
        type = default;
        payloadLength = 0;
        if (buffer.Length < HeaderLength)
            return false;

        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        type = (AudioSocketMessageType)header[0];
        payloadLength = BinaryPrimitives.ReadUInt16BigEndian(header[1..]);
        return true;
    }

    /// <summary>Takes one whole message off the front of <paramref name="buffer"/>.</summary>
    /// <param name="buffer">Received bytes; moved past the message when there is one, else left as it is.</param>
    /// <param name="message">The message; its payload is a slice of the buffer, not a copy.</param>
    /// <returns><see langword="false"/> when the buffer does not hold a whole message yet.</returns>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out AudioSocketMessage message)
    {
        message = default;
        if (!TryReadHeader(buffer, out var type, out var length) || buffer.Length < HeaderLength + length)
            return false;

        message = new(type, buffer.Slice(HeaderLength, length));
        buffer = buffer.Slice(HeaderLength + length);
        return true;
    }

    /// <summary>Writes one message, header and payload in one piece, so that a single send can carry it whole.</summary>
    /// <param name="output">Where the bytes go; advanced once.</param>
    /// <param name="type">The type byte.</param>
    /// <param name="payload">At most <see cref="MaxPayloadLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The payload is longer than the length field can say.</exception>
    public static void Write(IBufferWriter<byte> output, AudioSocketMessageType type, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (payload.Length > MaxPayloadLength)
            throw new ArgumentException($"An AudioSocket payload holds at most {MaxPayloadLength} bytes, not {payload.Length}; split it.", nameof(payload));

        var span = output.GetSpan(HeaderLength + payload.Length);
        span[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(span[1..], (ushort)payload.Length);
        payload.CopyTo(span[HeaderLength..]);
        output.Advance(HeaderLength + payload.Length);
    }
}
