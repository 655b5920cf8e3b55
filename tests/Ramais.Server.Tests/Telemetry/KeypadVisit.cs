using System.Net.Http.Json;
using System.Text.Json;
using Ramais.Server.Tests.Access;

namespace Ramais.Server.Tests.Telemetry;

/// <summary>One whole visit to apartment 501 by keys, over real connections, driven by what the API says of the call.</summary>
internal sealed class KeypadVisit(HttpClient api, int visitorPort, int returnPort)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Ends when the call has its result.</summary>
    public async Task RunAsync(Guid call, char answer = '1')
    {
        using var visitor = await KeypadParty.ConnectAsync(visitorPort, call);
        await UntilRingingAsync(call, visitor);
        using var resident = await KeypadParty.ConnectAsync(returnPort, call);
        await UntilAsync(call, "asking_resident"); // a key that takes the call is no answer
        await resident.PressAsync($"{answer}");
        await Task.WhenAll(visitor.UntilClosedAsync(), resident.UntilClosedAsync());
        await UntilAsync(call, "ended");
    }

    /// <summary>Keys purpose and apartment; the name is asked for twice, and a key ends each recording once it has begun.</summary>
    private async Task UntilRingingAsync(Guid call, KeypadParty visitor)
    {
        await UntilAsync(call, "asking_intent");
        await visitor.PressAsync("1");
        await UntilAsync(call, "asking_apartment");
        await visitor.PressAsync("501#");
        while (await StateAsync(call, "ringing") is var state && state != "ringing")
        {
            if (state == "asking_name")
                await visitor.PressAsync("#");
            await PauseAsync();
        }
    }

    private async Task UntilAsync(Guid call, string awaited)
    {
        while (await StateAsync(call, awaited) != awaited)
            await PauseAsync();
    }

    /// <summary>Null while the call is not known yet; a call that ended on the way will never get any further.</summary>
    private async Task<string?> StateAsync(Guid call, string awaited)
    {
        using var answer = await api.GetAsync(new Uri($"/api/calls/{call}", UriKind.Relative), Cancellation);
        if (!answer.IsSuccessStatusCode)
            return null;
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var state = body.GetProperty("state").GetString();
        Assert.True(state != "ended" || awaited == "ended", $"The call ended before its time: {body.GetRawText()}");
        return state;
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
}
