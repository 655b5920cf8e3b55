using System.Net.Http.Json;
using System.Text.Json;

namespace Ramais.Server.Tests.Access;

/// <summary>A visit to apartment 501 by keys, over real connections, driven by what the API says of the call.</summary>
internal sealed record KeypadVisit(KeypadParty Visitor, KeypadParty Resident) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Up to the moment at which the resident may answer; a key that takes the call is no answer.</summary>
    public static async Task<KeypadVisit> UntilAskedAsync(HttpClient api, int visitorPort, int returnPort, Guid call)
    {
        var visitor = await KeypadParty.ConnectAsync(visitorPort, call);
        var opening = Opening(api, call, visitor);
        await opening.RunAsync();
        var resident = await KeypadParty.ConnectAsync(returnPort, call);
        await opening.UntilAsync("asking_resident");
        return new(visitor, resident);
    }

    /// <summary>The whole visit; ends when the call has its result.</summary>
    public static async Task RunAsync(HttpClient api, int visitorPort, int returnPort, Guid call, string answer = "1")
    {
        using var visit = await UntilAskedAsync(api, visitorPort, returnPort, call);
        await visit.Resident.PressAsync(answer);
        await visit.UntilClosedAsync();
        await Opening(api, call, visit.Visitor).UntilAsync("ended");
    }

    public Task UntilClosedAsync() => Task.WhenAll(Visitor.UntilClosedAsync(), Resident.UntilClosedAsync());

    public void Dispose()
    {
        Visitor.Dispose();
        Resident.Dispose();
    }

    private static KeypadOpening Opening(HttpClient api, Guid call, KeypadParty visitor) => new(() => StateAsync(api, call), keys => visitor.PressAsync(keys), Pause);

    private static async Task<string?> StateAsync(HttpClient api, Guid call)
    {
        using var answer = await api.GetAsync(new Uri($"/api/calls/{call}", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("state").GetString() : null;
    }
}
