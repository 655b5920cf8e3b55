using System.Net.Sockets;

namespace Ramais.AudioSocket;

/// <summary>Which exceptions of a pipe mean that the connection below it broke; all others are bugs and pass through.</summary>
internal static class TransportFailure
{
    /// <summary>
    /// ConnectionResetException is an IOException and ConnectionAbortedException an OperationCanceledException; a stream whose socket was
    /// closed meanwhile throws the others.
    /// </summary>
    public static bool Is(Exception exception) =>
        exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException;
}
