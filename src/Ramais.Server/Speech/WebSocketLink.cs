using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Ramais.Server.Providers;

namespace Ramais.Server.Speech;

/// <summary>One WebSocket connection to a recogniser: whole messages, bounded, and failures as the rest of the house knows them.</summary>
internal sealed class WebSocketLink : IAsyncDisposable
{
    /// <summary>How long the handshake may take.</summary>
    public static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan CloseLimit = TimeSpan.FromMilliseconds(200);

    private readonly ClientWebSocket _socket = new();
    private readonly TimeProvider _time;
    private readonly byte[] _buffer = new byte[BoundedAnswer.Largest];

    private WebSocketLink(TimeProvider time) => _time = time;

    /// <summary>Connects.</summary>
    /// <exception cref="ProviderFailedException">There is no such connection to be had.</exception>
    public static async Task<WebSocketLink> OpenAsync(
        Uri url, AuthenticationHeaderValue? authorization, HttpMessageInvoker connections, TimeProvider time, CancellationToken cancellation)
    {
        var link = new WebSocketLink(time);
        try
        {
            await TimeLimit.RunAsync(ConnectLimit, time, c => link.ConnectAsync(url, authorization, connections, c), cancellation);
            return link;
        }
        catch
        {
            link._socket.Dispose();
            throw;
        }
    }

    public Task SendAsync(string text, CancellationToken cancellation) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellation);

    /// <summary>Sends samples as signed 16-bit little-endian.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<short> samples, CancellationToken cancellation) =>
        _socket.SendAsync(PcmBytes.Of(samples.Span).AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellation);

    /// <summary>The next text message.</summary>
    /// <returns>Valid until the next call; null when the other side has closed.</returns>
    /// <exception cref="ProviderFailedException">The connection broke, or the message is too long or no text.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            return await ReceiveMessageAsync(cancellation);
        }
        catch (WebSocketException)
        {
            cancellation.ThrowIfCancellationRequested(); // cancelling breaks the connection, and a receive may see that first
            throw BoundedAnswer.Broken(null);
        }
        finally
        {
            await Task.Yield(); // off the thread that polls the sockets of all calls
        }
    }

    /// <summary>
    /// Sends and receives at the same time, until there is an answer. A failure to send shows in what is received: the connection is the same.
    /// </summary>
    public static async Task<T> ExchangeAsync<T>(Func<CancellationToken, Task> send, Func<CancellationToken, Task<T>> receive, CancellationToken cancellation)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = send(done.Token);
        try
        {
            return await receive(done.Token);
        }
        finally
        {
            await done.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(CloseLimit, _time);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // it is going away either way
        }
        _socket.Dispose();
    }

    private async Task<bool> ConnectAsync(Uri url, AuthenticationHeaderValue? authorization, HttpMessageInvoker connections, CancellationToken cancellation)
    {
        _socket.Options.CollectHttpResponseDetails = true;
        if (authorization is not null)
            _socket.Options.SetRequestHeader("Authorization", authorization.ToString());
        try
        {
            await _socket.ConnectAsync(url, connections, cancellation);
            return true;
        }
        catch (WebSocketException refused)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Refused(refused);
        }
        finally
        {
            await Task.Yield();
        }
    }

    private ProviderFailedException Refused(WebSocketException refused)
    {
        if (refused.InnerException is HttpRequestException failed)
            return BoundedAnswer.Broken(failed.HttpRequestError);
        if ((int)_socket.HttpStatusCode is 0)
            return BoundedAnswer.Broken(null);
        if ((int)_socket.HttpStatusCode is 101)
            return new(ProviderFailure.Shape); // it agreed, and then got the handshake wrong
        var retry = _socket.HttpResponseHeaders?.GetValueOrDefault("Retry-After")?.FirstOrDefault();
        return BoundedAnswer.Refusal((int)_socket.HttpStatusCode, RetryConditionHeaderValue.TryParse(retry, out var parsed) ? parsed : null, _time);
    }

    private async Task<ReadOnlyMemory<byte>?> ReceiveMessageAsync(CancellationToken cancellation)
    {
        for (var length = 0; ;)
        {
            if (length == _buffer.Length)
                throw new ProviderFailedException(ProviderFailure.TooLarge);
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            if (received.MessageType == WebSocketMessageType.Binary)
                throw new ProviderFailedException(ProviderFailure.Shape);
            length += received.Count;
            if (received.EndOfMessage)
                return _buffer.AsMemory(0, length);
        }
    }
}
