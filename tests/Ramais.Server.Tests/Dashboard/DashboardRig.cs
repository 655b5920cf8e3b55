using Microsoft.Extensions.DependencyInjection;
using Ramais.Calls;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Dashboard;

/// <summary>A server with its pages and one extension that really takes calls, and visits to it.</summary>
internal sealed class DashboardRig(RunningServer server, int visitorPort, int returnPort) : IAsyncDisposable
{
    /// <summary>A guard against a hang, not an expectation.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(5);

    public const string Key = "chave-de-exemplo-1";

    public RunningServer Server => server;

    public int VisitorPort => visitorPort;

    private ICallBoard Board => server.Server.Services.GetRequiredService<ICallBoard>();

    public static async Task<DashboardRig> StartAsync(Func<RamaisSettings, RamaisSettings>? change = null)
    {
        var ports = FreePorts.Take(2);
        return new(await RunningServer.StartAsync([RunningServer.Row(1, ports[0], ports[1])], change, CallHosting.AddCalls, speaks: true), ports[0], ports[1]);
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
        await UntilAsync(visitor, "asking_resident");
        await resident.PressAsync("1");
        await Task.WhenAll(visitor.UntilEndAsync(), resident.UntilEndAsync());
        await UntilAsync(visitor, "ended");
        return visitor.Id;
    }

    /// <summary>Waits until the conversation is in one of the states.</summary>
    public async Task UntilAsync(Caller caller, params string[] states)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (StateOf(caller, since) is var state && !states.Contains(state))
            await PauseAsync();
    }

    /// <summary>The name is asked for twice; a key ends each recording once it has begun.</summary>
    public async Task GiveNoNameAsync(Caller visitor)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (StateOf(visitor, since) is var state && state != "ringing")
        {
            if (state == "asking_name")
                await visitor.PressAsync("#");
            await PauseAsync();
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private string? StateOf(Caller caller, long since)
    {
        Assert.True(TimeProvider.System.GetElapsedTime(since) < Guard, $"The call is {Board.Find(caller.Id)?.State ?? "unknown"} after {Guard}.");
        return Board.Find(caller.Id)?.State;
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
}
