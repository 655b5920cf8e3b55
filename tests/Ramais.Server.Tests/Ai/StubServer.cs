using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Ramais.Server.Tests.Ai;

/// <summary>A scripted HTTP server on loopback, byte by byte: it answers right, wrongly, endlessly or not at all.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<StubRequest> _requests = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TcpStub _tcp;

    public StubServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        Answer = answer;
        _tcp = new(ServeAsync);
    }

    public Func<NetworkStream, CancellationToken, Task> Answer { get; set; }

    public Uri Url => new($"http://127.0.0.1:{_tcp.Port}/messages");

    public IReadOnlyCollection<StubRequest> Requests => _requests;

    /// <summary>The first whole request has arrived.</summary>
    public Task Asked => _asked.Task;

    public static StubServer Json(string body) => new(Ok(body));

    public static Func<NetworkStream, CancellationToken, Task> Ok(string body) => Raw("200 OK", body);

    public static Func<NetworkStream, CancellationToken, Task> Raw(string status, string body, string type = "application/json", int? claimed = null, string more = "") =>
        async (stream, stop) =>
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            var head = $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {claimed ?? bytes.Length}\r\nConnection: close\r\n{more}\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
            await stream.WriteAsync(bytes, stop);
        };

    public static Task Never(NetworkStream stream, CancellationToken stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);

    public static Task Nothing(NetworkStream stream, CancellationToken stop) => Task.CompletedTask;

    /// <summary>Chunks without an end, as fast as they are taken.</summary>
    public static async Task Endless(NetworkStream stream, CancellationToken stop)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), stop);
        var chunk = Encoding.ASCII.GetBytes($"4000\r\n{new string(' ', 0x4000)}\r\n");
        for (var sent = 0; sent < 10 << 20; sent += 0x4000)
            await stream.WriteAsync(chunk, stop);
    }

    public ValueTask DisposeAsync() => _tcp.DisposeAsync();

    private async Task ServeAsync(NetworkStream stream, CancellationToken stop)
    {
        _requests.Enqueue(await ReadAsync(stream, stop));
        _asked.TrySetResult();
        await Answer(stream, stop);
    }

    private static async Task<StubRequest> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var read = new List<byte>();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString([.. read]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, stop);
            read.Add(one[0]);
        }
        var head = Encoding.ASCII.GetString([.. read]);
        var length = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?["Content-Length:".Length..];
        var body = new byte[int.Parse(length ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, stop);
        return new StubRequest(head, Encoding.UTF8.GetString(body)) { Bytes = body };
    }
}

internal sealed record StubRequest(string Head, string Body)
{
    /// <summary>The body where it is no text.</summary>
    public byte[] Bytes { get; init; } = [];

    public string? Header(string name) => Head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
