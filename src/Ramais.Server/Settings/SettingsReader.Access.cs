using System.Collections.Immutable;
using Ramais.ClickToCall;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Server.Access;

namespace Ramais.Server.Settings;

/// <summary>What a yes takes, when residents are left in peace, and where decisions go.</summary>
internal sealed partial class SettingsReader
{
    private static readonly ImmutableArray<string> KnownSinks = [AccessSinks.Amqp, AccessSinks.Webhook, AccessSinks.Postgres];

    private AccessSettings ReadAccess()
    {
        var defaults = new AccessSettings();
        var sinks = Struct("ACCESS_SINKS", defaults.Sinks, Sinks, "amqp, webhook, postgres, separados por vírgula, ou none");
        if (sinks.Contains(AccessSinks.Postgres) && Text("DB_HOST") is null)
            Require("DB_HOST", "o endereço do PostgreSQL, porque ACCESS_SINKS tem postgres");
        return new()
        {
            Sinks = sinks,
            Queue = Text("ACCESS_QUEUE") ?? defaults.Queue,
            Webhook = sinks.Contains(AccessSinks.Webhook) ? ReadWebhook() : null,
        };
    }

    private WebhookSettings ReadWebhook()
    {
        var url = Value<Uri?>("ACCESS_WEBHOOK_URL", null, Url, "um endereço http:// ou https://");
        if (Text("ACCESS_WEBHOOK_URL") is null)
            Require("ACCESS_WEBHOOK_URL", "o endereço do sistema de acesso, porque ACCESS_SINKS tem webhook");
        return new(url ?? new Uri("http://127.0.0.1"), RequiredSecret("ACCESS_WEBHOOK_SECRET", "a chave da assinatura, combinada com o sistema de acesso"));
    }

    private PerExtension<ConsentPolicy> ReadConsent()
    {
        const string Expected = "voice, key ou both";
        return Extensions("CONSENT_EXTENSIONS", Struct("CONSENT", ConsentPolicy.Voice, CondominiumRules.ParseConsent, Expected), CondominiumRules.ParseConsent, Expected);
    }

    private QuietHours ReadDoNotDisturb() => Value("DO_NOT_DISTURB", QuietHours.Never, QuietHours.Parse, "um horário como 22:00-07:00, ou nunca");

    private int ReadRingLimit() => Whole("RING_LIMIT_PER_HOUR", RingRules.DefaultLimit, 1, 1000);

    private static ImmutableArray<string>? Sinks(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries).Select(name => name.ToLowerInvariant()).ToImmutableArray();
        if (names is ["none"])
            return [];
        return names.All(KnownSinks.Contains) && names.Distinct().Count() == names.Length ? names : null;
    }
}
