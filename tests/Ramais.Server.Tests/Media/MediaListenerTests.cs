using System.Net;
using System.Net.Sockets;
using Ramais.Voice;

namespace Ramais.Server.Tests.Media;

public class MediaListenerTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Connections_that_came_before_anybody_asked_are_accepted_too()
    {
        using var loops = MediaPair.StartLoops();
        await using var listener = await loops.BindAsync(AnyPort);
        using var first = await ConnectAsync(listener.EndPoint);
        using var second = await ConnectAsync(listener.EndPoint);
        await using var one = (await listener.AcceptAsync())!;
        await using var two = (await listener.AcceptAsync())!;
        Assert.Equal([first.LocalEndPoint, second.LocalEndPoint], [one.RemoteEndPoint, two.RemoteEndPoint]);
    }

    [Fact]
    public async Task Unbinding_ends_the_wait_frees_the_port_and_leaves_connections_alone()
    {
        using var loops = MediaPair.StartLoops();
        var listener = await loops.BindAsync(AnyPort);
        using var peer = await ConnectAsync(listener.EndPoint);
        await using var connection = (await listener.AcceptAsync())!;
        var accepting = listener.AcceptAsync();
        await listener.UnbindAsync();
        Assert.Null(await accepting);
        Assert.Null(await listener.AcceptAsync());
        await using var again = await loops.BindAsync(listener.EndPoint);
        await connection.Transport.Output.WriteAsync(new byte[] { 5 });
        Assert.Equal(1, await peer.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task A_taken_port_is_told_as_such()
    {
        using var loops = MediaPair.StartLoops();
        await using var listener = await loops.BindAsync(AnyPort);
        var fault = await Assert.ThrowsAsync<SocketException>(async () => await loops.BindAsync(listener.EndPoint));
        Assert.Equal(SocketError.AddressAlreadyInUse, fault.SocketErrorCode);
    }

    [Fact]
    public async Task An_IPv6_wildcard_takes_IPv4_too()
    {
        using var loops = MediaPair.StartLoops();
        await using var listener = await loops.BindAsync(new IPEndPoint(IPAddress.IPv6Any, 0));
        using var peer = await ConnectAsync(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)listener.EndPoint).Port));
        await using var connection = (await listener.AcceptAsync())!;
        Assert.Equal(IPAddress.Loopback.MapToIPv6(), ((IPEndPoint)connection.RemoteEndPoint!).Address);
    }

    [Fact]
    public async Task Many_connections_over_several_loops_do_not_mix_up()
    {
        using var loops = MediaPair.StartLoops(threads: 3);
        await using var listener = await loops.BindAsync(AnyPort);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => EchoAsync(listener.EndPoint, (byte)i)).Append(ServeAsync(listener, 200)));
    }

    [Fact]
    public async Task Legs_are_ticked_and_dropped_ones_are_not()
    {
        using var loops = MediaPair.StartLoops(threads: 2);
        var legs = Enumerable.Range(0, 20).Select(_ => new CountedLeg(5)).ToList();
        legs.ForEach(loops.Add);
        await Task.WhenAll(legs.Select(leg => leg.Over));
        Assert.All(legs, leg => Assert.Equal(5, leg.Ticks));
    }

    [Fact]
    public async Task A_leg_that_begins_on_the_thread_of_other_loops_is_ticked_by_its_own()
    {
        using var others = MediaPair.StartLoops();
        using var loops = MediaPair.StartLoops();
        var leg = new CountedLeg(5);
        others.Add(new Beginning(() => loops.Add(leg)));
        await leg.Over;
        Assert.Equal((4, 0), (loops.Statistics.Ticks, others.Statistics.Ticks)); // the first tick of a leg has no deadline to count
    }

    private static async Task<Socket> ConnectAsync(EndPoint endPoint)
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(endPoint);
        return peer;
    }

    private static async Task EchoAsync(EndPoint endPoint, byte value)
    {
        using var peer = await ConnectAsync(endPoint);
        var answer = new byte[1];
        for (var round = 0; round < 10; round++)
        {
            await peer.SendAsync(new[] { value });
            Assert.Equal(1, await peer.ReceiveAsync(answer));
            Assert.Equal(value, answer[0]);
        }
    }

    private static async Task ServeAsync(Microsoft.AspNetCore.Connections.IConnectionListener listener, int count)
    {
        var serving = new List<Task>();
        for (var i = 0; i < count; i++)
            serving.Add(EchoAllAsync((await listener.AcceptAsync())!));
        await Task.WhenAll(serving);
    }

    private static async Task EchoAllAsync(Microsoft.AspNetCore.Connections.ConnectionContext connection)
    {
        await using (connection)
        {
            while (await connection.Transport.Input.ReadAsync() is { IsCompleted: false } result)
            {
                foreach (var piece in result.Buffer)
                    await connection.Transport.Output.WriteAsync(piece);
                connection.Transport.Input.AdvanceTo(result.Buffer.End);
            }
        }
    }

    /// <summary>Does something at its first tick, and is over.</summary>
    private sealed class Beginning(Action begin) : IPaced
    {
        public bool Tick(long timestamp, int messages)
        {
            begin();
            return false;
        }
    }

    private sealed class CountedLeg(int most) : IPaced
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Over => _over.Task;

        public int Ticks { get; private set; }

        public bool Tick(long timestamp, int messages)
        {
            if (++Ticks == most)
                _over.SetResult();
            return Ticks < most;
        }
    }
}
