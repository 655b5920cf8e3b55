using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Server.Media;

namespace Ramais.Server.Tests.Media;

/// <summary>One connection over loopback: the media loops on the server's side, a bare socket on the peer's.</summary>
internal sealed class MediaPair : IAsyncDisposable
{
    private readonly MediaLoops _loops;
    private readonly IConnectionListener _listener;

    private MediaPair(MediaLoops loops, IConnectionListener listener, Socket peer, ConnectionContext server) =>
        (_loops, _listener, Peer, Server) = (loops, listener, peer, server);

    public Socket Peer { get; }

    public ConnectionContext Server { get; }

    public PipeReader Input => Server.Transport.Input;

    public PipeWriter Output => Server.Transport.Output;

    public static MediaLoops StartLoops(int threads = 1)
    {
        var loops = new MediaLoops(TimeProvider.System, NullLogger<MediaLoops>.Instance, threads);
        loops.Start();
        return loops;
    }

    public static async Task<MediaPair> ConnectAsync()
    {
        var loops = StartLoops();
        var listener = await loops.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        var accepting = listener.AcceptAsync();
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await peer.ConnectAsync(listener.EndPoint);
        return new(loops, listener, peer, (await accepting)!);
    }

    /// <summary>Reads exactly as many bytes as were asked for.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        var result = await Input.ReadAtLeastAsync(count);
        var taken = result.Buffer.Slice(0, count);
        var bytes = System.Buffers.BuffersExtensions.ToArray(taken);
        Input.AdvanceTo(taken.End);
        return bytes;
    }

    public async Task<byte[]> PeerReadAsync(int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
            read += await Peer.ReceiveAsync(bytes.AsMemory(read)) is > 0 and var more ? more : throw new EndOfStreamException();
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        Peer.Dispose();
        Server.Abort();
        await Server.DisposeAsync();
        await _listener.DisposeAsync();
        _loops.Dispose();
    }
}
