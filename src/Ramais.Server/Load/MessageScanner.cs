using Ramais.AudioSocket;

namespace Ramais.Server.Load;

/// <summary>Counts the audio messages in a stream that comes in pieces of any length. It keeps no payload: a load generator has no use for it.</summary>
internal struct MessageScanner
{
    private uint _header;
    private int _headerBytes;
    private int _payloadLeft;

    /// <summary>Whether a hang-up message was seen.</summary>
    public bool HungUp { get; private set; }

    /// <summary>Takes the next piece.</summary>
    /// <returns>How many audio messages ended in it.</returns>
    public int Scan(ReadOnlySpan<byte> piece)
    {
        var audio = 0;
        while (!piece.IsEmpty)
        {
            piece = TakeHeader(piece);
            if (_headerBytes < AudioSocketCodec.HeaderLength)
                break;
            var payload = Math.Min(_payloadLeft, piece.Length);
            _payloadLeft -= payload;
            piece = piece[payload..];
            if (_payloadLeft > 0)
                break;
            audio += EndMessage() ? 1 : 0;
        }
        return audio;
    }

    private ReadOnlySpan<byte> TakeHeader(ReadOnlySpan<byte> piece)
    {
        var taken = 0;
        for (; _headerBytes < AudioSocketCodec.HeaderLength && taken < piece.Length; taken++, _headerBytes++)
        {
            _header = (_header << 8) | piece[taken];
            _payloadLeft = (ushort)_header;
        }
        return piece[taken..];
    }

    private bool EndMessage()
    {
        var type = (AudioSocketMessageType)(byte)(_header >> 16);
        HungUp |= type == AudioSocketMessageType.Hangup;
        (_header, _headerBytes) = (0, 0);
        return AudioSocketRates.TryGetSampleRate(type, out _);
    }
}
