using System.Buffers;

namespace Ramais.AudioSocket;

/// <summary>Reads the message that every connection begins with. Pure.</summary>
internal static class AudioSocketHandshake
{
    public const int IdLength = 16;

    /// <summary>
    /// Takes the UUID off the front of the buffer. A wrong first message is refused by its header, before its payload has arrived: what speaks
    /// another protocol may never send as many bytes as its first three happen to announce.
    /// </summary>
    /// <returns>False when the message is not whole yet.</returns>
    /// <exception cref="AudioSocketHandshakeException">The first message is not a UUID of 16 bytes.</exception>
    public static bool TryReadId(ref ReadOnlySequence<byte> buffer, out Guid id)
    {
        id = default;
        if (!AudioSocketCodec.TryReadHeader(buffer, out var type, out var length))
            return false;
        Check(type, length);
        if (!AudioSocketCodec.TryRead(ref buffer, out var message))
            return false;

        Span<byte> bytes = stackalloc byte[IdLength];
        message.Payload.CopyTo(bytes);
        id = new Guid(bytes, bigEndian: true);
        return true;
    }

    private static void Check(AudioSocketMessageType type, int length)
    {
        if (type != AudioSocketMessageType.Uuid)
            throw new AudioSocketHandshakeException(
                AudioSocketHandshakeFailure.UnexpectedMessage,
                $"The first message has type 0x{(byte)type:x2}; a UUID (0x01) was expected. Is the peer Asterisk's AudioSocket?");
        if (length != IdLength)
            throw new AudioSocketHandshakeException(
                AudioSocketHandshakeFailure.BadLength,
                $"The UUID message has {length} bytes of payload; {IdLength} were expected. Is the peer Asterisk's AudioSocket?");
    }
}
