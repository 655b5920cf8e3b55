using System.Buffers;

namespace Ramais.AudioSocket;

/// <summary>
/// Turns messages into calls of a receiver. What a peer gets wrong inside a message costs that message, never the call: the length field
/// always says where the next one begins.
/// </summary>
internal sealed class AudioSocketDispatcher
{
    private const string Digits = "0123456789*#ABCD";
    private byte[] _contiguous = [];

    /// <summary>Whether a telephone has such a key.</summary>
    public static bool IsDigit(char key) => Digits.Contains(key);

    /// <summary>Hands over audio and keys; a repeated UUID, an error and unknown types are skipped.</summary>
    public void Dispatch(in AudioSocketMessage message, IAudioSocketReceiver receiver)
    {
        if (AudioSocketRates.TryGetSampleRate(message.Type, out var sampleRate))
            DispatchAudio(message.Payload, sampleRate, receiver);
        else if (message.Type == AudioSocketMessageType.Dtmf)
            DispatchDtmf(message.Payload, receiver);
    }

    private void DispatchAudio(in ReadOnlySequence<byte> payload, int sampleRate, IAudioSocketReceiver receiver)
    {
        var whole = payload.Slice(0, payload.Length & ~1L); // half a sample at the end is nothing
        if (!whole.IsEmpty)
            receiver.OnAudio(sampleRate, whole.IsSingleSegment ? whole.FirstSpan : Join(whole));
    }

    private static void DispatchDtmf(in ReadOnlySequence<byte> payload, IAudioSocketReceiver receiver)
    {
        if (payload.Length == 1 && IsDigit((char)payload.FirstSpan[0]))
            receiver.OnDtmf((char)payload.FirstSpan[0]);
    }

    private ReadOnlySpan<byte> Join(in ReadOnlySequence<byte> payload)
    {
        var length = (int)payload.Length;
        if (_contiguous.Length < length)
            _contiguous = new byte[Math.Max(length, 2 * _contiguous.Length)];
        payload.CopyTo(_contiguous);
        return _contiguous.AsSpan(0, length);
    }
}
