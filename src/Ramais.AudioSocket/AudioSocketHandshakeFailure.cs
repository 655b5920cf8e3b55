namespace Ramais.AudioSocket;

/// <summary>Why a connection never named its call.</summary>
public enum AudioSocketHandshakeFailure
{
    /// <summary>No whole UUID message within the limit.</summary>
    TimedOut,

    /// <summary>The connection ended first, by either side.</summary>
    Closed,

    /// <summary>The first message was not a UUID (0x01): the peer does not speak AudioSocket, or a dialplan sends another protocol here.</summary>
    UnexpectedMessage,

    /// <summary>The first message was a UUID whose payload is not 16 bytes long.</summary>
    BadLength,
}
