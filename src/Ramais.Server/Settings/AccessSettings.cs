using System.Collections.Immutable;

namespace Ramais.Server.Settings;

/// <summary>Where decisions go.</summary>
internal sealed record AccessSettings
{
    /// <summary>amqp, webhook, postgres in any number (ACCESS_SINKS); empty: the file of decisions alone.</summary>
    public ImmutableArray<string> Sinks { get; init; } = [];

    /// <summary>The outbox is in the configured PostgreSQL (ACCESS_OUTBOX=postgres), and not in a file.</summary>
    public bool SharedOutbox { get; init; }

    /// <summary>Queue of the decisions; the broker is <see cref="RamaisSettings.Amqp"/>.</summary>
    public string Queue { get; init; } = "fila_autorizacao";

    /// <summary>Null unless it is a sink.</summary>
    public WebhookSettings? Webhook { get; init; }

    public bool Equals(AccessSettings? other) => other is not null && Sinks.SequenceEqual(other.Sinks) && (SharedOutbox, Queue, Webhook) == (other.SharedOutbox, other.Queue, other.Webhook);

    public override int GetHashCode() => HashCode.Combine(string.Join(',', Sinks), SharedOutbox, Queue, Webhook);
}

/// <summary>Signed POSTs to an access system.</summary>
internal sealed record WebhookSettings(Uri Url, Secret Secret);
