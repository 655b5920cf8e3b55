using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Ramais.Testing;

/// <summary>
/// One end of a connection in memory. Completing the output, or disposing, is the FIN: the other end reads what was sent and then the end.
/// <see cref="Abort(ConnectionAbortedException)"/> is the RST: the other end's reads throw at once and lose what was buffered. Writing to an
/// end that is gone is no error, the flush says that it is completed, as with Kestrel's sockets.
/// </summary>
internal sealed class InMemoryConnection : ConnectionContext
{
    private static int _lastId;
    private readonly CancellationTokenSource _closed = new();
    private readonly InMemoryPipeWriter _incoming;
    private readonly InMemoryPipeWriter _outgoing;
    private InMemoryConnection? _peer;
    private int _disposed;

    private InMemoryConnection(PipeReader input, InMemoryPipeWriter incoming, InMemoryPipeWriter outgoing, EndPoint local, EndPoint remote)
    {
        (_incoming, _outgoing) = (incoming, outgoing);
        Transport = new DuplexPipe(input, outgoing);
        (LocalEndPoint, RemoteEndPoint) = (local, remote);
        ConnectionClosed = _closed.Token;
    }

    public override string ConnectionId { get; set; } = $"memory-{Interlocked.Increment(ref _lastId)}";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    /// <summary>Both ends of a new connection: the one that connected, and the one to be accepted.</summary>
    public static (InMemoryConnection Near, InMemoryConnection Far) CreatePair(EndPoint near, EndPoint far, int window)
    {
        var options = new PipeOptions(
            readerScheduler: PipeScheduler.Inline,
            writerScheduler: PipeScheduler.Inline,
            pauseWriterThreshold: window,
            resumeWriterThreshold: window / 2,
            useSynchronizationContext: true);
        var (there, back) = (new Pipe(options), new Pipe(options));
        var (toFar, toNear) = (new InMemoryPipeWriter(there.Writer), new InMemoryPipeWriter(back.Writer));
        var pair = (Near: new InMemoryConnection(back.Reader, toNear, toFar, near, far), Far: new InMemoryConnection(there.Reader, toFar, toNear, far, near));
        (pair.Near._peer, pair.Far._peer) = (pair.Far, pair.Near);
        return pair;
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _outgoing.Break(new ConnectionResetException("The peer aborted the connection."));
        _incoming.Break(abortReason);
        AnnounceClosed();
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await Transport.Output.CompleteAsync();
        await Transport.Input.CompleteAsync();
        AnnounceClosed();
        await base.DisposeAsync();
    }

    private void AnnounceClosed()
    {
        _closed.Cancel();
        _peer?._closed.Cancel();
    }

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
