using Microsoft.Extensions.DependencyInjection;
using Ramais.Calls;
using Ramais.Server.Cli;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Postgres;

namespace Ramais.Server.Tests.Dashboard;

/// <summary>A server with its pages and one extension that really takes calls, and visits to it.</summary>
internal sealed class DashboardRig(RunningServer server, int visitorPort, int returnPort) : IAsyncDisposable
{
    /// <summary>A guard against a hang, not an expectation.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

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
        await Opening(visitor).RunAsync();
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
    public Task UntilAsync(Caller caller, params string[] states) => Opening(caller).UntilAsync(states);

    public Task GiveNoNameAsync(Caller visitor) => Opening(visitor).GiveNoNameAsync();

    /// <summary>Waits until the history has an ended call, and memory only what tells of nobody.</summary>
    public async Task WrittenAsync(Guid id)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (Board.Find(id) is not { IsBare: true })
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Guard, $"The call has not been written after {Guard}.");
            await PauseAsync();
        }
    }

    /// <summary><c>./ramais privacy erase</c> for apartment 501, beside the running server.</summary>
    /// <returns>What it tells.</returns>
    public async Task<string> EraseAsync()
    {
        var (settings, env) = (server.Server.Settings, Path.Combine(server.Server.Settings.DataDir, "apagar.env"));
        var database = settings.Database is { } known ? PostgresServer.Values(known) : [];
        await File.WriteAllLinesAsync(env, [$"DATA_DIR={settings.DataDir}", .. database.Select(v => $"{v.Key}={v.Value}")], TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        string[] command = ["privacy", "erase", "--condominium", "15", "--apartment", "501", "--yes", "--env-file", env];
        Assert.Equal(ExitCodes.Done, await RamaisCli.RunAsync(command, TextReader.Null, output, output, TestContext.Current.CancellationToken));
        return output.ToString();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private KeypadOpening Opening(Caller visitor)
    {
        var since = TimeProvider.System.GetTimestamp();
        return new(() => Task.FromResult(StateOf(visitor, since)), visitor.PressAsync, Pause);
    }

    private string? StateOf(Caller caller, long since)
    {
        Assert.True(TimeProvider.System.GetElapsedTime(since) < Guard, $"The call is {Board.Find(caller.Id)?.State ?? "unknown"} after {Guard}.");
        return Board.Find(caller.Id)?.State;
    }

    private static Task PauseAsync() => Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
}
