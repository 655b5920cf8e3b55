using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Ramais.Calls;
using Ramais.Server.Hosting;

namespace Ramais.Server.Tests.Hosting;

public sealed class RehearsalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rehearsed_call_is_spoken_to_and_leaves_no_trace()
    {
        await using var server = await StartAsync();
        var before = server.Log.Lines.Count(line => line.Contains("Chamada", StringComparison.Ordinal));
        Assert.True(await server.Server.Services.GetRequiredService<Rehearsal>().RunAsync(Cancellation));
        Assert.Equal(0, (await server.GetAsync("/api/calls")).GetProperty("total").GetInt32());
        Assert.Equal(0, server.Server.Services.GetRequiredService<CallRegistry>().LiveCount);
        Assert.Equal(before, server.Log.Lines.Count(line => line.Contains("Chamada", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_rehearsal_that_finds_no_port_is_given_up()
    {
        await using var server = await StartAsync();
        Assert.False(await new Rehearsal(new NoPorts(), server.Server.Services.GetRequiredService<CallServices>()).RunAsync(Cancellation));
    }

    private static Task<RunningServer> StartAsync() => RunningServer.StartAsync([], calls: (services, settings) => services.AddCalls(settings));

    private sealed class NoPorts : IConnectionListenerFactory
    {
        public ValueTask<IConnectionListener> BindAsync(System.Net.EndPoint endpoint, CancellationToken cancellationToken = default) =>
            throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.AddressNotAvailable);
    }
}
