using System.IO.Pipelines;
using System.Net.Sockets;

namespace Ramais.Server.Phone;

/// <summary>A TCP connection as a pair of pipes. Completing the output sends FIN and leaves the input readable.</summary>
internal sealed class TcpDuplexPipe : IDuplexPipe, IDisposable
{
    private readonly Socket _socket;

    private TcpDuplexPipe(Socket socket)
    {
        _socket = socket;
        Input = PipeReader.Create(new NetworkStream(socket, ownsSocket: false));
        Output = PipeWriter.Create(new SendingSide(socket));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <exception cref="SocketException">Nobody listens there, or the name is unknown.</exception>
    /// <exception cref="TimeoutException">No answer within <paramref name="limit"/>.</exception>
    public static async Task<TcpDuplexPipe> ConnectAsync(string host, int port, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation).AsTask().WaitAsync(limit, time, cancellation);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _socket.Dispose();

    private sealed class SendingSide(Socket socket) : NetworkStream(socket, FileAccess.Write, ownsSocket: false)
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && Socket.Connected)
                ShutDown();
            base.Dispose(disposing);
        }

        private void ShutDown()
        {
            try
            {
                Socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The other side has reset the connection: there is nothing left to shut down.
            }
        }
    }
}
