using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ramais.Server.Tests.Ai;

/// <summary>A scripted HTTP server on loopback, byte by byte: it answers right, wrongly, endlessly or not at all.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<StubRequest> _requests = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    public StubServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        Answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Func<NetworkStream, CancellationToken, Task> Answer { get; set; }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/messages");

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

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                _requests.Enqueue(await ReadAsync(stream, _stopping.Token));
                _asked.TrySetResult();
                await Answer(stream, _stopping.Token);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                // the client has had enough, or the test is over
            }
        }
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
        return new StubRequest(head, Encoding.UTF8.GetString(body));
    }
}

internal sealed record StubRequest(string Head, string Body);
