using System.Net;
using Microsoft.AspNetCore.Connections;
using Ramais.Testing;

namespace Ramais.AudioSocket.Tests;

public class ListenerTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Fact]
    public void Accepts_until_it_is_unbound() => VirtualTime.Run(async time =>
    {
        var network = new InMemoryTransport();
        await using var listener = await AudioSocketListener.BindAsync(network, AnyPort, time);
        var from = new IPEndPoint(IPAddress.Parse("10.1.2.3"), 4567);
        await using var peer = network.Connect(listener.EndPoint, from);
        await using var connection = await listener.AcceptAsync();
        Assert.Equal(from, connection?.RemoteEndPoint);

        var next = listener.AcceptAsync();
        await listener.UnbindAsync();
        Assert.Null(await next);
        Assert.Empty(network.BoundPorts);
    });

    [Fact]
    public void A_port_is_bound_once_and_free_again_after_unbinding() => VirtualTime.Run(async time =>
    {
        var network = new InMemoryTransport();
        var first = await AudioSocketListener.BindAsync(network, AnyPort, time);
        await Assert.ThrowsAsync<AddressInUseException>(() => AudioSocketListener.BindAsync(network, first.EndPoint, time).AsTask());
        await first.DisposeAsync();

        await using var second = await AudioSocketListener.BindAsync(network, first.EndPoint, time);
        Assert.Equal(first.EndPoint, second.EndPoint);
    });

    [Fact]
    public void Who_was_not_accepted_is_reset_when_it_closes() => VirtualTime.Run(async time =>
    {
        var network = new InMemoryTransport();
        var listener = await AudioSocketListener.BindAsync(network, AnyPort, time);
        await using var peer = network.Connect(listener.EndPoint);
        await listener.DisposeAsync();

        await Assert.ThrowsAsync<ConnectionResetException>(() => peer.Transport.Input.ReadAsync().AsTask());
    });

    [Fact]
    public async Task Over_sockets_port_0_becomes_a_real_one()
    {
        await using var listener = await AudioSocketListener.BindAsync(SocketCall.CreateTransport(), AnyPort);
        Assert.NotEqual(0, Assert.IsType<IPEndPoint>(listener.EndPoint).Port);

        var next = listener.AcceptAsync();
        await listener.UnbindAsync();
        Assert.Null(await next);
    }
}
