using System.Net;
using System.Text.Json;
using Polly.Timeout;
using Ramais.ClickToCall;
using Ramais.Server.Settings;

namespace Ramais.Server.ClickToCall;

/// <summary>Click-to-call by Asterisk's REST interface. The ring's name is the channel's id, so a retry is never a second telephone ringing.</summary>
internal sealed class AriClickToCall(IHttpClientFactory clients, AriSettings settings, TimeSpan ringTime) : IClickToCall
{
    /// <summary>The client that repeats what did not get through; every request here may be repeated.</summary>
    public const string Client = "ari";

    private const string Answered = "Up";

    private readonly AriRequests _requests = new(settings, ringTime);

    public string Name => "ari";

    public async Task RingAsync(RingRequest request, CancellationToken cancellation)
    {
        using var message = _requests.Originate(request);
        using var answer = await SendAsync(message, cancellation);
        // Conflict: the channel is there already, from a request whose answer was lost.
        if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.Conflict)
            throw new ClickToCallException(AriFault.Describe(answer.StatusCode));
    }

    public async Task CancelAsync(RingRequest request, CancellationToken cancellation)
    {
        if (!await RingsAsync(request, cancellation))
            return;
        using var message = _requests.HangUp(request);
        using var answer = await SendAsync(message, cancellation);
        if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.NotFound)
            throw new ClickToCallException(AriFault.Describe(answer.StatusCode));
    }

    /// <summary>Whether Asterisk answers this user.</summary>
    /// <exception cref="ClickToCallException">It does not; the message says why.</exception>
    public async Task PingAsync(CancellationToken cancellation)
    {
        using var message = _requests.Ping();
        using var answer = await SendAsync(message, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new ClickToCallException(AriFault.Describe(answer.StatusCode));
    }

    /// <summary>False for a channel that is gone and for one that was answered.</summary>
    private async Task<bool> RingsAsync(RingRequest request, CancellationToken cancellation)
    {
        using var message = _requests.Look(request);
        using var answer = await SendAsync(message, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return false;
        if (!answer.IsSuccessStatusCode)
            throw new ClickToCallException(AriFault.Describe(answer.StatusCode));
        try
        {
            var channel = await answer.Content.ReadFromJsonAsync(ClickToCallJson.Default.AriChannel, cancellation);
            return channel?.State != Answered;
        }
        catch (JsonException unreadable)
        {
            throw new ClickToCallException(AriFault.NotAri, unreadable);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        try
        {
            return await clients.CreateClient(Client).SendAsync(message, cancellation);
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutRejectedException)
        {
            throw new ClickToCallException(AriFault.Describe(settings.Url, failure), failure) { MayRing = !SendFault.NeverLeft(failure) };
        }
    }
}
