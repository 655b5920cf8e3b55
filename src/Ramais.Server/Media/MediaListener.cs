using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;
using Microsoft.AspNetCore.Connections;

namespace Ramais.Server.Media;

/// <summary>One listening socket. Waiting costs nothing but its place in the loop's set, so ten thousand of them are affordable.</summary>
internal sealed class MediaListener : IConnectionListener, IEpollTarget, IValueTaskSource<ConnectionContext?>
{
    private readonly Socket _socket;
    private readonly MediaLoop _loop;
    private readonly Func<MediaLoop> _next;
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<ConnectionContext?> _accepted;
    private readonly int _slot;
    private bool _mayAccept = true;
    private bool _waiting;
    private bool _closed;

    /// <param name="socket">Bound, listening and non-blocking; disposed with this object.</param>
    /// <param name="loop">Who watches it.</param>
    /// <param name="next">Who takes the next connection.</param>
    public MediaListener(Socket socket, MediaLoop loop, Func<MediaLoop> next)
    {
        (_socket, _loop, _next) = (socket, loop, next);
        EndPoint = socket.LocalEndPoint!;
        _slot = loop.Epoll.Add(socket.SafeHandle, this);
    }

    public EndPoint EndPoint { get; }

    /// <summary>One caller at a time. <paramref name="cancellationToken"/> is only looked at on entry: <see cref="UnbindAsync"/> ends the wait.</summary>
    /// <returns>Null when the listener was unbound.</returns>
    /// <exception cref="SocketException">The system can't accept now, for want of descriptors or memory.</exception>
    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_closed)
                return default;
            if (_mayAccept && TryAccept() is { } connection)
                return new(connection);
            _waiting = true;
            _accepted.Reset();
            return new(this, _accepted.Version);
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_closed)
                return default;
            _closed = true;
            _loop.Epoll.Remove(_slot);
            _socket.Dispose();
            if (!_waiting)
                return default;
            _waiting = false;
        }
        _accepted.SetResult(null);
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    void IEpollTarget.OnReady(int flags)
    {
        ConnectionContext? connection = null;
        Exception? fault = null;
        lock (_gate)
        {
            _mayAccept = true;
            if (!_waiting || _closed)
                return;
            try
            {
                if ((connection = TryAccept()) is null)
                    return;
            }
            catch (Exception caught) when (caught is SocketException or IOException)
            {
                fault = caught;
            }
            _waiting = false;
        }
        if (fault is null)
            _accepted.SetResult(connection);
        else
            _accepted.SetException(fault);
    }

    ConnectionContext? IValueTaskSource<ConnectionContext?>.GetResult(short token) => _accepted.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ConnectionContext?>.GetStatus(short token) => _accepted.GetStatus(token);

    void IValueTaskSource<ConnectionContext?>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _accepted.OnCompleted(continuation, state, token, flags);

    /// <summary>Null when nobody knocks. A peer that has given up meanwhile is no fault: the next one may be there.</summary>
    private MediaConnection? TryAccept()
    {
        Span<byte> name = stackalloc byte[SocketName.MaxLength];
        while (true)
        {
            var length = name.Length;
            var number = Posix.Accept(_socket.SafeHandle, ref MemoryMarshal.GetReference(name), ref length, Posix.NonBlocking | Posix.CloseOnExec);
            if (number >= 0)
                return MediaConnection.Take(new FileDescriptor(number), SocketName.Parse(name), _next());
            var error = Marshal.GetLastPInvokeError();
            if (error == Posix.Again)
            {
                _mayAccept = false;
                return null;
            }
            if (Posix.Fault(error) is { SocketErrorCode: not SocketError.ConnectionAborted } fault && error != Posix.Interrupted)
                throw fault;
        }
    }
}
