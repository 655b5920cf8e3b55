using System.Collections.Immutable;

namespace Ramais.Server.Settings;

/// <summary>How residents are rung. A transport's own settings are null unless it is in the order.</summary>
internal sealed record ClickToCallSettings
{
    /// <summary>Transports in order of fall-back (CLICK_TO_CALL).</summary>
    public ImmutableArray<string> Order { get; init; } = ["none"];

    /// <summary>What one transport may take to answer one request (CLICK_TO_CALL_SECONDS).</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Queue of the requests; the broker is <see cref="RamaisSettings.Amqp"/>.</summary>
    public string Queue { get; init; } = "api-to-voip1";

    /// <summary>Copied into every message (AMQP_LICENSE).</summary>
    public string License { get; init; } = "";

    public AriSettings? Ari { get; init; }

    public GatewaySettings? Gateway { get; init; }

    public bool Equals(ClickToCallSettings? other) => other is not null
        && Order.SequenceEqual(other.Order)
        && (Limit, Queue, License, Ari, Gateway) == (other.Limit, other.Queue, other.License, other.Ari, other.Gateway);

    public override int GetHashCode() => HashCode.Combine(string.Join(',', Order), Limit, Queue, License, Ari, Gateway);
}

/// <summary>The RabbitMQ of the process: one connection, whatever uses it.</summary>
/// <param name="Declare">Create a durable queue where it is missing.</param>
internal sealed record AmqpSettings(string Host, int Port, string VirtualHost, string User, Secret Password, bool Tls, bool Declare);

/// <summary>The REST interface of Asterisk.</summary>
/// <param name="Url">Ends in <c>/ari</c>.</param>
/// <param name="Endpoint">Dial string with {number}, {trunk}, {condominium}.</param>
/// <param name="Trunk">What {trunk} stands for; null where no template asks for one.</param>
/// <param name="Context">Where an answered call goes on, at the extension of the return number, priority 1.</param>
/// <param name="CallerId">Null: "Portaria" and the AI number.</param>
internal sealed record AriSettings(
    Uri Url, string User, Secret Password, PerCondominium Endpoint, PerCondominium? Trunk, string Context, string? CallerId);

/// <summary>A PBX's own gateway, asked by signed POST.</summary>
internal sealed record GatewaySettings(Uri Url, Secret Secret);
