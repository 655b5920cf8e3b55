using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Ramais.Server.Media;

/// <summary>One accepted connection, watched by one loop. The two directions share nothing but the descriptor.</summary>
internal sealed class MediaConnection : ConnectionContext, IDuplexPipe, IEpollTarget, IConnectionSocketFeature
{
    private readonly FileDescriptor _descriptor;
    private readonly MediaLoop _loop;
    private readonly SocketReader _reader;
    private readonly SocketWriter _writer;
    private readonly int _slot;
    private CancellationTokenSource? _closed;
    private Socket? _socket;
    private IFeatureCollection? _features;
    private IDictionary<object, object?>? _items;
    private string? _id;
    private int _closing;

    private MediaConnection(FileDescriptor descriptor, IPEndPoint remote, MediaLoop loop)
    {
        (_descriptor, _loop) = (descriptor, loop);
        _reader = new(descriptor);
        _writer = new(descriptor);
        RemoteEndPoint = remote;
        LocalEndPoint = SocketName.LocalOf(descriptor);
        Transport = this;
        _slot = loop.Epoll.Add(descriptor, this); // last: from here on the loop calls
    }

    public override IDuplexPipe Transport { get; set; }

    public override string ConnectionId
    {
        get => _id ??= CorrelationId();
        set => _id = value;
    }

    public override IFeatureCollection Features => _features ??= new FeatureCollection { [typeof(IConnectionSocketFeature)] = this };

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new Dictionary<object, object?>();
        set => _items = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => LazyInitializer.EnsureInitialized(ref _closed).Token;
        set => throw new NotSupportedException("The connection says itself when it is closed.");
    }

    PipeReader IDuplexPipe.Input => _reader;

    PipeWriter IDuplexPipe.Output => _writer;

    /// <summary>A view of the descriptor for the rare calls that are not ours, such as a shutdown; it does not own it.</summary>
    Socket IConnectionSocketFeature.Socket =>
        LazyInitializer.EnsureInitialized(ref _socket, () => new Socket(new SafeSocketHandle(_descriptor.DangerousGetHandle(), ownsHandle: false)));

    /// <exception cref="IOException">The system can't watch more.</exception>
    public static MediaConnection Take(FileDescriptor accepted, IPEndPoint remote, MediaLoop loop)
    {
        try
        {
            var on = 1;
            _ = Posix.SetOption(accepted, Posix.TcpLevel, Posix.NoDelay, ref on, sizeof(int));
            return new MediaConnection(accepted, remote, loop);
        }
        catch
        {
            accepted.Dispose();
            throw;
        }
    }

    /// <summary>Closes at once; the peer sees an RST. Any thread.</summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        if (!TryBeginClose())
            return;
        Span<int> lingerForNoTime = [1, 0];
        if (!_descriptor.IsClosed)
            _ = Posix.SetOption(_descriptor, Posix.SocketLevel, Posix.Linger, ref lingerForNoTime[0], 2 * sizeof(int));
        Close(abortReason);
    }

    /// <summary>Sends what still waits for the peer to read, then closes; <see cref="Abort(ConnectionAbortedException)"/> cuts the wait short.</summary>
    public override async ValueTask DisposeAsync()
    {
        _reader.Complete();
        _writer.Complete();
        await _writer.Drained;
        if (TryBeginClose())
            Close(new ConnectionAbortedException("The connection was disposed."));
        await base.DisposeAsync();
    }

    void IEpollTarget.OnReady(int flags)
    {
        const int Over = Posix.EpollError | Posix.EpollHangUp | Posix.EpollReadHangUp;
        if ((flags & (Posix.EpollOut | Posix.EpollError | Posix.EpollHangUp)) != 0)
            _writer.OnWritable();
        if ((flags & (Posix.EpollIn | Over)) != 0)
            _reader.OnReadable(ended: (flags & Over) != 0);
    }

    private bool TryBeginClose() => Interlocked.Exchange(ref _closing, 1) == 0;

    private void Close(ConnectionAbortedException reason)
    {
        _loop.Epoll.Remove(_slot);
        _writer.OnClosed(); // both halves let go of the descriptor before it is closed
        _reader.OnClosed(reason);
        _descriptor.Dispose();
        _closed?.Cancel();
    }

    private string CorrelationId() => $"media-{_slot}-{LocalEndPoint}";
}
