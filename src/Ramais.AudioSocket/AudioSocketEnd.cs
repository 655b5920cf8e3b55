namespace Ramais.AudioSocket;

/// <summary>How the receiving side of a connection ended.</summary>
public enum AudioSocketEnd
{
    /// <summary>The peer sent a hang-up message (0x00).</summary>
    Hangup,

    /// <summary>The peer closed its side (FIN): what Asterisk does at the end of a call.</summary>
    Closed,

    /// <summary>The connection broke (RST, or an error of the transport).</summary>
    Reset,

    /// <summary>This side ended it: hang-up, abort or cancellation.</summary>
    Local,
}
