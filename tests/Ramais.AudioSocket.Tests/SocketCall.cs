using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ramais.AudioSocket.Tests;

/// <summary>One connection over loopback: Kestrel's transport on the server's side, a bare socket on the peer's.</summary>
internal sealed class SocketCall : IAsyncDisposable
{
    private const int SmallBuffer = 4096;

    private SocketCall(Socket peer, AudioSocketConnection server) => (Peer, Server) = (peer, server);

    public Socket Peer { get; }

    public AudioSocketConnection Server { get; }

    /// <summary>Connects and passes the handshake.</summary>
    /// <param name="smallBuffers">Whether the kernel keeps as little as it can for a side that does not read.</param>
    public static async Task<SocketCall> BeginAsync(bool smallBuffers = false)
    {
        await using var listener = await AudioSocketListener.BindAsync(CreateTransport(smallBuffers), new IPEndPoint(IPAddress.Loopback, 0));
        var peer = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (smallBuffers)
            peer.ReceiveBufferSize = SmallBuffer;
        await peer.ConnectAsync(listener.EndPoint);
        var server = (await listener.AcceptAsync())!;
        await peer.SendAsync(Wire.Encode([new(0x01, MemoryCall.Id.ToByteArray(bigEndian: true))]));
        await server.HandshakeAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        return new(peer, server);
    }

    /// <summary>Kestrel's sockets.</summary>
    public static SocketTransportFactory CreateTransport(bool smallBuffers = false)
    {
        var options = new SocketTransportOptions();
        if (smallBuffers)
            options.CreateBoundListenSocket = BindSmall;
        return new(Options.Create(options), NullLoggerFactory.Instance);
    }

    /// <summary>Accepted sockets inherit the buffer size.</summary>
    private static Socket BindSmall(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.SendBufferSize = SmallBuffer;
        return socket;
    }

    /// <summary>Reads all that comes until the server's FIN.</summary>
    /// <exception cref="SocketException">The server's kernel sent an RST instead.</exception>
    public async Task<byte[]> ReadToFinAsync()
    {
        using var all = new MemoryStream();
        var buffer = new byte[4096];
        while (await Peer.ReceiveAsync(buffer) is > 0 and var count)
            all.Write(buffer, 0, count);
        return all.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        Peer.Dispose();
        await Server.DisposeAsync();
    }
}
