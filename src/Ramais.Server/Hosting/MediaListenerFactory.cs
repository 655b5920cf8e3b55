using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Ramais.Server.Hosting;

/// <summary>
/// Kestrel's socket connections behind listeners of our own. Kestrel's own listener tries again at once when an accept fails, which is a
/// spin at full load as soon as file descriptors run out; and it ties its buffers to one port, so that a removed port would take the
/// buffers of its last calls with it. Here faults reach the accept loop, and all ports share one pool.
/// </summary>
internal sealed class MediaListenerFactory(ILoggerFactory loggers) : IConnectionListenerFactory, IDisposable
{
    /// <summary>Four seconds of audio: a peer that is further behind has stopped reading, and so have we.</summary>
    private const int BufferLimit = 64 * 1024;

    private const int Backlog = 512;

    private readonly SocketConnectionContextFactory _connections = new(
        new SocketConnectionFactoryOptions
        {
            UnsafePreferInlineScheduling = true,
            MaxReadBufferSize = BufferLimit,
            MaxWriteBufferSize = BufferLimit,
        },
        loggers.CreateLogger<SocketConnectionContextFactory>());

    /// <exception cref="SocketException">The system refuses the address or the port.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint is IPEndPoint { Address: var address } && address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(endpoint);
            socket.Listen(Backlog);
            return ValueTask.FromResult<IConnectionListener>(new Listener(socket, _connections));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _connections.Dispose();

    private sealed class Listener(Socket socket, SocketConnectionContextFactory connections) : IConnectionListener
    {
        public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                return Connection(await socket.AcceptAsync(cancellationToken));
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException unbound) when (unbound.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            return ValueTask.CompletedTask;
        }

        private ConnectionContext Connection(Socket accepted)
        {
            try
            {
                accepted.NoDelay = true;
                return connections.Create(accepted);
            }
            catch
            {
                accepted.Dispose();
                throw;
            }
        }
    }
}
