using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Ramais.Server.Tests.Ai;

namespace Ramais.Server.Tests.Speech;

/// <summary>A scripted WebSocket server on loopback, behind a handshake written by hand.</summary>
internal sealed class WebSocketStub : IAsyncDisposable
{
    private readonly StubServer _http;

    public WebSocketStub(Func<WebSocketPeer, CancellationToken, Task> serve) => _http = new(async (stream, stop) =>
    {
        await UpgradeAsync(stream, stop);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        await serve(new(socket), stop);
    });

    public Uri Url => new($"ws://127.0.0.1:{_http.Url.Port}");

    public StubRequest Request => _http.Requests.Last();

    public ValueTask DisposeAsync() => _http.DisposeAsync();

    // RFC 6455, 4.2.2: the accept is the SHA-1 of the key and a fixed GUID.
    private async Task UpgradeAsync(NetworkStream stream, CancellationToken stop)
    {
        var key = Request.Header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
#pragma warning disable CA5350 // the RFC asks for it
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key)));
#pragma warning restore CA5350
        var head = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
    }
}

/// <summary>The stub's end of one connection.</summary>
internal sealed class WebSocketPeer(WebSocket socket)
{
    private readonly byte[] _buffer = new byte[1 << 20];

    public Task SendAsync(string text, CancellationToken stop) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, stop);

    /// <summary>The next message: its text, or its samples.</summary>
    public async Task<(string? Text, short[] Samples)> ReceiveAsync(CancellationToken stop)
    {
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(length), stop);
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
                throw new IOException("The client has closed.");
            if (received.EndOfMessage)
                return received.MessageType == WebSocketMessageType.Text
                    ? (Encoding.UTF8.GetString(_buffer, 0, length), [])
                    : (null, Ramais.Server.Speech.PcmBytes.Samples(_buffer.AsSpan(0, length)));
        }
    }

    public Task CloseAsync(CancellationToken stop) => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
}
