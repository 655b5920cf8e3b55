using System.Net.Http.Json;
using System.Text.Json;
using Ramais.Server.Tests.Hosting;

namespace Ramais.Server.Tests.Access;

/// <summary>A visit to apartment 501 by keys, up to the moment at which the resident may answer.</summary>
internal sealed record KeypadVisit(KeypadParty Visitor, KeypadParty Resident) : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<KeypadVisit> UntilAskedAsync(ServerProcess server, int visitorPort, int returnPort, Guid call)
    {
        var visitor = await KeypadParty.ConnectAsync(visitorPort, call);
        await UntilStateAsync(server, call, "asking_intent");
        await visitor.PressAsync("1");
        await UntilStateAsync(server, call, "asking_apartment");
        await visitor.PressAsync("501#");
        await GiveNoNameAsync(server, call, visitor);
        var resident = await KeypadParty.ConnectAsync(returnPort, call);
        await UntilStateAsync(server, call, "asking_resident");
        return new(visitor, resident);
    }

    public Task UntilClosedAsync() => Task.WhenAll(Visitor.UntilClosedAsync(), Resident.UntilClosedAsync());

    public void Dispose()
    {
        Visitor.Dispose();
        Resident.Dispose();
    }

    /// <summary>The name is asked for twice; a key ends each of the two recordings once it has begun.</summary>
    private static async Task GiveNoNameAsync(ServerProcess server, Guid call, KeypadParty visitor)
    {
        while (await StateAsync(server, call) is var state && state != "ringing")
        {
            if (state == "asking_name")
                await visitor.PressAsync("#");
            await PauseAsync();
        }
    }

    private static async Task UntilStateAsync(ServerProcess server, Guid call, string awaited)
    {
        while (await StateAsync(server, call) != awaited)
            await PauseAsync();
    }

    /// <summary>Null while the call is not known yet; a call that ended on the way will never be asked anything.</summary>
    private static async Task<string?> StateAsync(ServerProcess server, Guid call)
    {
        using var answer = await server.Client.GetAsync(new Uri($"/api/calls/{call}", UriKind.Relative), Cancellation);
        if (!answer.IsSuccessStatusCode)
            return null;
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var state = body.GetProperty("state").GetString();
        Assert.True(state != "ended", $"The call ended before its time: {body.GetRawText()}");
        return state;
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
}
