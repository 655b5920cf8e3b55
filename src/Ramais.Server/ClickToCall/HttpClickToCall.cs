using System.Text.Json;
using Ramais.ClickToCall;
using Ramais.Server.Settings;
using Ramais.Server.Webhooks;

namespace Ramais.Server.ClickToCall;

/// <summary>Click-to-call by signed POST, for PBXs with a gateway of their own: one message rings, another one cancels.</summary>
internal sealed class HttpClickToCall(IHttpClientFactory clients, GatewaySettings settings, TimeSpan ringTime, TimeProvider time) : IClickToCall
{
    /// <summary>The client that repeats only what never left: not every gateway knows its keys again.</summary>
    public const string Client = "click-to-call";

    public string Name => "http";

    public Task RingAsync(RingRequest request, CancellationToken cancellation) => SendAsync("ring", request, cancellation);

    public Task CancelAsync(RingRequest request, CancellationToken cancellation) => SendAsync("cancel", request, cancellation);

    private async Task SendAsync(string asked, RingRequest request, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(GatewayMessage.Of(asked, request, ringTime), ClickToCallJson.Default.GatewayMessage);
        using var message = SignedPost.Create(settings.Url, body, settings.Secret, time.GetUtcNow());
        message.Headers.Add("Idempotency-Key", $"{RingId.Of(request)}-{asked}");
        try
        {
            using var answer = await clients.CreateClient(Client).SendAsync(message, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new ClickToCallException($"http: o gateway respondeu {(int)answer.StatusCode}; confira CLICK_TO_CALL_URL, CLICK_TO_CALL_SECRET e o registro do gateway");
        }
        catch (HttpRequestException failure)
        {
            throw new ClickToCallException(
                $"http: {settings.Url.Host}:{settings.Url.Port} {SendFault.Describe(failure)}; veja se o gateway está no ar e confira CLICK_TO_CALL_URL", failure)
            { MayRing = !SendFault.NeverLeft(failure) };
        }
    }
}

/// <param name="Event"><c>ring</c> or <c>cancel</c>.</param>
/// <param name="CallId">The UUID that the resident's leg must bring.</param>
/// <param name="Ring">Counts the rings of the call from 1; with the call's id it names what is rung and cancelled.</param>
/// <param name="Origin">The return extension, where the resident is connected.</param>
/// <param name="Destination">The resident's number, as the directory writes it.</param>
internal sealed record GatewayMessage(string Event, Guid CallId, int Ring, string Origin, string Destination, int CondominiumId, int RingSeconds)
{
    public static GatewayMessage Of(string asked, RingRequest request, TimeSpan ringTime) => new(
        asked, request.CallId, request.Number, request.Extension.ReturnNumber, request.Phone, request.Extension.CondominiumId,
        (int)Math.Ceiling(ringTime.TotalSeconds));
}
