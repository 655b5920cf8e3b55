using System.Collections.Immutable;
using Ramais.ClickToCall;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.History;
using Ramais.Server.Access;

namespace Ramais.Server.Settings;

/// <summary>What a yes takes, when residents are left in peace, where decisions go, and how long personal data stay.</summary>
internal sealed partial class SettingsReader
{
    private const int LongestRetention = 3650; // days

    private static readonly ImmutableArray<string> KnownSinks = [AccessSinks.Amqp, AccessSinks.Webhook, AccessSinks.Postgres];

    private AccessSettings ReadAccess()
    {
        var defaults = new AccessSettings();
        var sinks = Struct("ACCESS_SINKS", defaults.Sinks, Sinks, "amqp, webhook, postgres, separados por vírgula, ou none");
        if (sinks.Contains(AccessSinks.Postgres) && Text("DB_HOST") is null)
            Require("DB_HOST", "o endereço do PostgreSQL, porque ACCESS_SINKS tem postgres");
        var shared = Struct("ACCESS_OUTBOX", false, Outbox, "local ou postgres");
        if (shared && Text("DB_HOST") is null && !sinks.Contains(AccessSinks.Postgres))
            Require("DB_HOST", "o endereço do PostgreSQL, porque ACCESS_OUTBOX é postgres");
        return new()
        {
            Sinks = sinks,
            SharedOutbox = shared,
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

    private RetentionDays ReadRetention()
    {
        var defaults = new RetentionDays();
        return new(
            Whole("RETENTION_RECORDINGS_DAYS", defaults.Recordings, 0, LongestRetention),
            Whole("RETENTION_TRANSCRIPTS_DAYS", defaults.Transcripts, 0, LongestRetention),
            Whole("RETENTION_NAMES_DAYS", defaults.Names, 0, LongestRetention));
    }

    private static bool? Outbox(string text) => text.ToLowerInvariant() switch
    {
        "local" => false,
        "postgres" => true,
        _ => null,
    };

    private static ImmutableArray<string>? Sinks(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries).Select(name => name.ToLowerInvariant()).ToImmutableArray();
        if (names is ["none"])
            return [];
        return names.All(KnownSinks.Contains) && names.Distinct().Count() == names.Length ? names : null;
    }
}
