using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Ramais.Testing;

/// <summary>
/// A network inside the process: listeners bind to addresses, <see cref="Connect"/> reaches them, and the two ends are pairs of pipes.
/// Continuations run inline, or on the synchronization context of whoever awaits, so that whole calls stay on the thread of
/// <see cref="VirtualTime"/>.
/// </summary>
/// <param name="window">Bytes that one end may send before the other has read them; the next flush then waits.</param>
internal sealed class InMemoryTransport(int window = 64 * 1024) : IConnectionListenerFactory
{
    private const int FirstEphemeralPort = 49152;
    private const int EphemeralPorts = 16384;
    private readonly ConcurrentDictionary<int, InMemoryListener> _listeners = new();
    private uint _portsTaken;

    /// <summary>Ports that are bound now.</summary>
    public IReadOnlyCollection<int> BoundPorts => [.. _listeners.Keys.Order()];

    /// <inheritdoc/>
    /// <exception cref="AddressInUseException">The port is bound already.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var wanted = (IPEndPoint)endpoint;
        var bound = new IPEndPoint(wanted.Address, wanted.Port == 0 ? NextPort() : wanted.Port);
        var listener = new InMemoryListener(bound, self => _listeners.TryRemove(KeyValuePair.Create(bound.Port, self)));
        return _listeners.TryAdd(bound.Port, listener)
            ? ValueTask.FromResult<IConnectionListener>(listener)
            : throw new AddressInUseException($"{bound} is bound already.");
    }

    /// <summary>Connects to a listener, as a peer would.</summary>
    /// <param name="endpoint">Where the listener is bound; only the port counts.</param>
    /// <param name="from">The address that the listener's side sees; a port of loopback when it is left out.</param>
    /// <returns>The peer's end.</returns>
    /// <exception cref="SocketException">Nobody listens there, or its backlog is full.</exception>
    public ConnectionContext Connect(EndPoint endpoint, IPEndPoint? from = null)
    {
        var to = (IPEndPoint)endpoint;
        var source = from ?? new IPEndPoint(IPAddress.Loopback, NextPort());
        var (near, far) = InMemoryConnection.CreatePair(source, to, window);
        return _listeners.TryGetValue(to.Port, out var listener) && listener.TryEnqueue(far)
            ? near
            : throw new SocketException((int)SocketError.ConnectionRefused);
    }

    private int NextPort() => FirstEphemeralPort + (int)(Interlocked.Increment(ref _portsTaken) % EphemeralPorts);
}
