namespace Ramais.AudioSocket;

/// <summary>
/// The peer did not name a call. A connection that closes without a UUID is normal: Asterisk connects before the channel is answered
/// (<c>apps/app_audiosocket.c</c>, <c>channels/chan_audiosocket.c</c>) and closes when it never is.
/// </summary>
public sealed class AudioSocketHandshakeException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="message">The same in one line: what came, what was expected, what to look at.</param>
    /// <param name="innerException">The transport's error, when the connection broke.</param>
    public AudioSocketHandshakeException(AudioSocketHandshakeFailure reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>What went wrong.</summary>
    public AudioSocketHandshakeFailure Reason { get; }
}
