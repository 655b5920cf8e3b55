using System.Net;
using System.Net.Sockets;
using Ramais.Server.Load;

namespace Ramais.Server.Tests.Load;

public sealed class StampedReceiverTests
{
    private static long NowUs() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static async Task<(Socket Sender, Socket Receiver)> ConnectAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var sender = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await sender.ConnectAsync(listener.LocalEndPoint!);
        return (sender, await listener.AcceptAsync());
    }

    [Fact]
    public async Task Bytes_come_with_the_time_of_their_arrival_however_late_they_are_read()
    {
        var (sender, receiver) = await ConnectAsync();
        using var both = sender;
        using var ends = receiver;
        var stamped = new StampedReceiver();
        StampedReceiver.Enable(receiver.SafeHandle);
        for (long? stamp = null; stamp is null;) // the first who asks for stamps gets them a moment later
        {
            sender.Send([0]);
            receiver.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead);
            stamped.Receive(receiver.SafeHandle, out _, out stamp);
        }
        var before = NowUs();
        sender.Send([1, 2, 3]);
        receiver.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead);
        var after = NowUs();
        SpinWait.SpinUntil(() => NowUs() > after); // the reader comes later than that

        var received = stamped.Receive(receiver.SafeHandle, out var count, out var arrived);

        Assert.Equal([1, 2, 3], received.ToArray());
        Assert.Equal(3, count);
        Assert.InRange(arrived!.Value, before, after);
    }

    [Fact]
    public async Task Without_stamps_nobody_claims_a_time()
    {
        var (sender, receiver) = await ConnectAsync();
        using var both = sender;
        using var ends = receiver;
        sender.Send([1]);
        receiver.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead);

        _ = new StampedReceiver().Receive(receiver.SafeHandle, out var count, out var arrived);

        Assert.Equal((1, (long?)null), (count, arrived));
    }

    [Fact]
    public async Task The_end_of_the_stream_is_nothing()
    {
        var (sender, receiver) = await ConnectAsync();
        using var ends = receiver;
        sender.Dispose();
        receiver.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead);

        Assert.True(new StampedReceiver().Receive(receiver.SafeHandle, out var count, out _).IsEmpty);
        Assert.Equal(0, count);
    }
}
