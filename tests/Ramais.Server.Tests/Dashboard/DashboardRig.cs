using Ramais.Calls;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Dashboard;

/// <summary>A server with its pages and one extension that really takes calls, and visits to it.</summary>
internal sealed class DashboardRig(RunningServer server, int visitorPort, int returnPort) : IAsyncDisposable
{
    public const string Key = "chave-de-exemplo-1";

    public RunningServer Server => server;

    public int VisitorPort => visitorPort;

    private ICallBoard Board => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<ICallBoard>(server.Server.Services);

    public static async Task<DashboardRig> StartAsync(Func<RamaisSettings, RamaisSettings>? change = null)
    {
        var ports = FreePorts.Take(2);
        return new(await RunningServer.StartAsync([RunningServer.Row(1, ports[0], ports[1])], change, CallHosting.AddCalls), ports[0], ports[1]);
    }

    public Task<Caller> VisitorAsync() => Caller.ConnectAsync(visitorPort);

    public Task<Caller> ResidentAsync(Caller visitor) => Caller.ConnectAsync(returnPort, visitor.Id);

    /// <summary>A delivery for apartment 501, up to where the resident's telephone rings.</summary>
    public async Task<Caller> RingingVisitorAsync()
    {
        var visitor = await VisitorAsync();
        await UntilAsync(visitor, "asking_intent");
        await visitor.PressAsync("1");
        await UntilAsync(visitor, "asking_apartment");
        await visitor.PressAsync("501#");
        await GiveNoNameAsync(visitor);
        return visitor;
    }

    /// <summary>A whole visit: the resident opens.</summary>
    public async Task<Guid> AuthorizedVisitAsync()
    {
        await using var visitor = await RingingVisitorAsync();
        await using var resident = await ResidentAsync(visitor);
        await UntilAsync(visitor, "greeting_resident", "asking_resident");
        await resident.PressAsync("1");
        await Task.WhenAll(visitor.UntilEndAsync(), resident.UntilEndAsync());
        await UntilAsync(visitor, "ended");
        return visitor.Id;
    }

    /// <summary>Waits until the conversation is in one of the states.</summary>
    public async Task UntilAsync(Caller caller, params string[] states)
    {
        while (Board.Find(caller.Id)?.State is var state && !states.Contains(state))
            await PauseAsync();
    }

    /// <summary>The name is asked for twice; a key ends each recording once it has begun.</summary>
    public async Task GiveNoNameAsync(Caller visitor)
    {
        while (Board.Find(visitor.Id)?.State is var state && state != "ringing")
        {
            if (state == "asking_name")
                await visitor.PressAsync("#");
            await PauseAsync();
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
}
