using System.Net;
using System.Net.Sockets;
using Ramais.Testing;

namespace Ramais.Server.Tests.Calls;

/// <summary>Sends a capture over a TCP connection, each read when it was read, and drops what comes back.</summary>
internal static class CaptureReplay
{
    /// <returns>By how much the latest read was sent too late.</returns>
    public static async Task<TimeSpan> RunAsync(Capture capture, int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        var draining = DrainAsync(socket);
        var late = await SendAsync(capture, socket);
        socket.Shutdown(SocketShutdown.Send);
        await draining;
        return late;
    }

    private static async Task<TimeSpan> SendAsync(Capture capture, Socket socket)
    {
        var start = TimeProvider.System.GetTimestamp();
        var late = TimeSpan.Zero;
        foreach (var read in capture.Reads)
        {
            var wait = read.At - TimeProvider.System.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System);
            await socket.SendAsync(read.Bytes);
            late = Max(late, TimeProvider.System.GetElapsedTime(start) - read.At);
        }
        var rest = capture.EndsAt - TimeProvider.System.GetElapsedTime(start);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, TimeProvider.System);
        return late;
    }

    private static async Task DrainAsync(Socket socket)
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer) > 0)
        {
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
