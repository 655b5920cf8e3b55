using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Ramais.Testing;

namespace Ramais.AudioSocket.Tests;

/// <summary>One connection in memory: the server's side under test, and the raw pipes of a peer that may send anything.</summary>
internal sealed class MemoryCall : IAsyncDisposable
{
    public static readonly Guid Id = Guid.Parse("0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9");

    private MemoryCall(ConnectionContext peer, AudioSocketConnection server) => (Peer, Server) = (peer, server);

    public ConnectionContext Peer { get; }

    public AudioSocketConnection Server { get; }

    public static async Task<MemoryCall> ConnectAsync(TimeProvider time, int window = 64 * 1024)
    {
        var network = new InMemoryTransport(window);
        await using var listener = await AudioSocketListener.BindAsync(network, new IPEndPoint(IPAddress.Loopback, 0), time);
        var peer = network.Connect(listener.EndPoint);
        return new(peer, (await listener.AcceptAsync())!);
    }

    /// <summary>The same, past the handshake.</summary>
    public static async Task<MemoryCall> BeginAsync(TimeProvider time, int window = 64 * 1024)
    {
        var call = await ConnectAsync(time, window);
        await call.SendAsync(AudioSocketMessageType.Uuid, Id.ToByteArray(bigEndian: true));
        await call.Server.HandshakeAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
        return call;
    }

    public Task SendAsync(AudioSocketMessageType type, params byte[] payload)
    {
        AudioSocketCodec.Write(Peer.Transport.Output, type, payload);
        return Peer.Transport.Output.FlushAsync().AsTask();
    }

    public Task SendRawAsync(params byte[] bytes) => Peer.Transport.Output.WriteAsync(bytes).AsTask();

    /// <summary>Reads the next message; null at the server's FIN.</summary>
    public async Task<(AudioSocketMessageType Type, byte[] Payload)?> ReadAsync()
    {
        while (true)
        {
            var result = await Peer.Transport.Input.ReadAsync();
            var buffer = result.Buffer;
            if (AudioSocketCodec.TryRead(ref buffer, out var message))
            {
                var copy = (message.Type, message.Payload.ToArray());
                Peer.Transport.Input.AdvanceTo(buffer.Start);
                return copy;
            }
            Peer.Transport.Input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        await Server.DisposeAsync();
    }
}
