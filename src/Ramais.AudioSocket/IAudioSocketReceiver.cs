namespace Ramais.AudioSocket;

/// <summary>What a connection calls as messages arrive. All calls come from the one receive loop, in order; none may block.</summary>
public interface IAudioSocketReceiver
{
    /// <summary>Audio arrived. One call a message; lengths vary and may be odd in number of samples per 20 ms.</summary>
    /// <param name="sampleRate">Samples a second, from the message type.</param>
    /// <param name="pcm">Signed 16-bit little-endian mono; valid during the call only.</param>
    void OnAudio(int sampleRate, ReadOnlySpan<byte> pcm);

    /// <summary>A key was pressed; reported at the end of the digit.</summary>
    /// <param name="digit">One of <c>0-9*#A-D</c>; anything else was dropped by the connection.</param>
    void OnDtmf(char digit);

    /// <summary>
    /// <see cref="AudioSocketConnection.WakeReceiver"/> was called: nothing arrived, but time has passed. A phone that mutes sends nothing at
    /// all, so a receiver that measures silence needs this.
    /// </summary>
    void OnWake();
}
