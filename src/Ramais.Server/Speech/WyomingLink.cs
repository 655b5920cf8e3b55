using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramais.Server.Providers;

namespace Ramais.Server.Speech;

/// <summary>One event of the Wyoming protocol.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Data">Its fields, those of the separate block merged over those of the header.</param>
/// <param name="Payload">Sound, as a rule.</param>
internal sealed record WyomingEvent(string Type, JsonObject Data, ReadOnlyMemory<byte> Payload);

/// <summary>One TCP connection to a Wyoming service: a JSON object a line, after it so many bytes of further fields and of payload.</summary>
internal sealed class WyomingLink : IDisposable
{
    /// <summary>How long the connection may take.</summary>
    public static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

    private const int LargestLine = 16 * 1024;
    private const int LargestPayload = 1 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[LargestLine];
    private int _start;
    private int _end;

    private NetworkStream Stream => _client.GetStream();

    /// <summary>Connects.</summary>
    /// <exception cref="ProviderFailedException">There is nobody, or nobody who answers in time.</exception>
    public static async Task<WyomingLink> OpenAsync(Uri address, TimeProvider time, CancellationToken cancellation)
    {
        var link = new WyomingLink();
        try
        {
            await TimeLimit.RunAsync(ConnectLimit, time, c => link.ConnectAsync(address, c), cancellation);
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>Sends one event.</summary>
    /// <exception cref="IOException">The connection broke; what is read next tells so too.</exception>
    public async Task SendAsync(string type, JsonObject data, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var header = new JsonObject { ["type"] = type, ["data"] = data };
        if (!payload.IsEmpty)
            header["payload_length"] = payload.Length;
        var line = Encoding.UTF8.GetBytes(header.ToJsonString() + "\n");
        var message = new byte[line.Length + payload.Length];
        line.CopyTo(message, 0);
        payload.CopyTo(message.AsMemory(line.Length));
        await Stream.WriteAsync(message, cancellation);
    }

    /// <summary>The next event.</summary>
    /// <exception cref="ProviderFailedException">The connection is over, or what came is no event.</exception>
    public async Task<WyomingEvent> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            return await ReceiveEventAsync(cancellation);
        }
        catch (IOException)
        {
            throw BoundedAnswer.Broken(null);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            throw new ProviderFailedException(ProviderFailure.Shape);
        }
        finally
        {
            await Task.Yield(); // off the thread that polls the sockets of all calls
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<bool> ConnectAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            await _client.ConnectAsync(address.Host, address.Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            throw BoundedAnswer.Broken(HttpRequestError.ConnectionError);
        }
        finally
        {
            await Task.Yield();
        }
    }

    private async Task<WyomingEvent> ReceiveEventAsync(CancellationToken cancellation)
    {
        var header = Object(await LineAsync(cancellation));
        var type = header["type"]?.GetValue<string>() ?? throw new FormatException();
        var data = header["data"] as JsonObject ?? [];
        if (Length(header, "data_length", LargestLine) is > 0 and var dataLength)
            Merge(data, Object(await BytesAsync(dataLength, cancellation)));
        var payload = Length(header, "payload_length", LargestPayload);
        return new(type, data, payload > 0 ? await BytesAsync(payload, cancellation) : default);
    }

    private async Task<ReadOnlyMemory<byte>> LineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_start, at);
                _start += at + 1;
                return line;
            }
            await FillAsync(cancellation);
        }
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            throw new ProviderFailedException(ProviderFailure.TooLarge);
        var read = await Stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += read > 0 ? read : throw BoundedAnswer.Broken(null);
    }

    private async Task<byte[]> BytesAsync(int length, CancellationToken cancellation)
    {
        var bytes = new byte[length];
        var buffered = Math.Min(length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(bytes);
        _start += buffered;
        await Stream.ReadExactlyAsync(bytes.AsMemory(buffered), cancellation); // EndOfStreamException is an IOException
        return bytes;
    }

    private static JsonObject Object(ReadOnlyMemory<byte> json) =>
        JsonNode.Parse(json.Span, documentOptions: Options) as JsonObject ?? throw new FormatException();

    private static int Length(JsonObject header, string name, int largest)
    {
        var length = header[name]?.GetValue<int>() ?? 0;
        if (length < 0)
            throw new FormatException();
        return length <= largest ? length : throw new ProviderFailedException(ProviderFailure.TooLarge);
    }

    private static void Merge(JsonObject data, JsonObject more)
    {
        foreach (var (name, value) in more)
            data[name] = value?.DeepClone();
    }
}
