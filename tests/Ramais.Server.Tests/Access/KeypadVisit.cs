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

    private static async Task UntilStateAsync(ServerProcess server, Guid call, params string[] awaited)
    {
        while (await StateAsync(server, call) is var state && !awaited.Contains(state))
            await PauseAsync();
    }

    private static async Task<string?> StateAsync(ServerProcess server, Guid call)
    {
        using var answer = await server.Client.GetAsync(new Uri($"/api/calls/{call}", UriKind.Relative), Cancellation);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("state").GetString() : null;
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
}
