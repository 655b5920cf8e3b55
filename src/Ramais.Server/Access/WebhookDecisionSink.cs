using Ramais.Access;
using Ramais.Server.ClickToCall;
using Ramais.Server.Settings;
using Ramais.Server.Webhooks;

namespace Ramais.Server.Access;

/// <summary>The access system behind a signed POST. Any 2xx is an acknowledgement; the call's id is the <c>Idempotency-Key</c>.</summary>
internal sealed class WebhookDecisionSink(IHttpClientFactory clients, WebhookSettings settings, TimeProvider time) : IDecisionSink
{
    public const string Client = "access";

    public string Name => AccessSinks.Webhook;

    public async Task DeliverAsync(AccessDecision decision, bool repeated, CancellationToken cancellation)
    {
        using var message = SignedPost.Create(settings.Url, AccessMessage.Serialize(decision).ToArray(), settings.Secret, time.GetUtcNow());
        message.Headers.Add("Idempotency-Key", decision.CallId.ToString());
        try
        {
            using var answer = await clients.CreateClient(Client).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new DecisionSinkException($"o destino respondeu {(int)answer.StatusCode}; confira ACCESS_WEBHOOK_URL, ACCESS_WEBHOOK_SECRET e o registro dele");
        }
        catch (HttpRequestException failure)
        {
            throw new DecisionSinkException(
                $"{settings.Url.Host}:{settings.Url.Port} {SendFault.Describe(failure)}; veja se está no ar e confira ACCESS_WEBHOOK_URL", failure);
        }
    }
}
