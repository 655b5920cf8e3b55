using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Ramais.AudioSocket;

/// <summary>Accepts AudioSocket connections from any transport, such as Kestrel's <c>SocketTransportFactory</c>.</summary>
public sealed class AudioSocketListener : IAsyncDisposable
{
    private readonly IConnectionListener _listener;
    private readonly TimeProvider _time;

    private AudioSocketListener(IConnectionListener listener, TimeProvider time) => (_listener, _time) = (listener, time);

    /// <summary>Where it listens; with the port that the system chose when port 0 was asked for.</summary>
    public EndPoint EndPoint => _listener.EndPoint;

    /// <summary>Begins to listen. AudioSocket has no authentication: bind where only the PBX can connect.</summary>
    /// <param name="factory">The transport.</param>
    /// <param name="endpoint">Address and port; port 0 takes a free one.</param>
    /// <param name="time">The clock of the connections' limits; the system's when left out.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="AddressInUseException">The port is taken.</exception>
    public static async ValueTask<AudioSocketListener> BindAsync(
        IConnectionListenerFactory factory, EndPoint endpoint, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new(await factory.BindAsync(endpoint, cancellation), time ?? TimeProvider.System);
    }

    /// <summary>Waits for the next connection. Its handshake is the caller's, beside this loop: a silent peer must not keep others waiting.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The connection, the caller's to dispose; <see langword="null"/> when the listener was unbound.</returns>
    public async ValueTask<AudioSocketConnection?> AcceptAsync(CancellationToken cancellation = default) =>
        await _listener.AcceptAsync(cancellation) is { } connection ? new AudioSocketConnection(connection, _time) : null;

    /// <summary>Stops listening; connections already accepted go on.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask UnbindAsync(CancellationToken cancellation = default) => _listener.UnbindAsync(cancellation);

    /// <summary>Stops listening and drops connections that nobody accepted.</summary>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
