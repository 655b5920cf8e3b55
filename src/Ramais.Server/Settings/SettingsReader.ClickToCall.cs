using System.Buffers;
using System.Collections.Immutable;
using Ramais.Server.Access;

namespace Ramais.Server.Settings;

/// <summary>How residents are rung.</summary>
internal sealed partial class SettingsReader
{
    private static readonly ImmutableArray<string> Transports = ["amqp", "ari", "http", "none"];

    // A dial string has no comma, & or parenthesis of ours: they would end it, or dial a second telephone.
    private static readonly SearchValues<char> DialCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-_/@:;");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    private ClickToCallSettings ReadClickToCall()
    {
        var defaults = new ClickToCallSettings();
        var order = Struct("CLICK_TO_CALL", defaults.Order, Order, "amqp, ari, http, em ordem e separados por vírgula, ou none");
        return new()
        {
            Order = order,
            Limit = Seconds("CLICK_TO_CALL_SECONDS", defaults.Limit, 0.5, 30),
            Queue = Text("AMQP_QUEUE") ?? defaults.Queue,
            License = Text("AMQP_LICENSE") ?? defaults.License,
            Ari = order.Contains("ari") ? ReadAri() : null,
            Gateway = order.Contains("http") ? ReadGateway() : null,
        };
    }

    private AmqpSettings? ReadAmqp(ClickToCallSettings clickToCall, AccessSettings access)
    {
        var port = Whole("AMQP_PORT", 5672, 1, 65535);
        var (tls, declare) = (Flag("AMQP_TLS", false), Flag("AMQP_DECLARE", true));
        var password = Secret("AMQP_PASSWORD");
        if (Text("AMQP_HOST") is { } host)
            return new(host, port, Text("AMQP_VHOST") ?? "/", Text("AMQP_USER") ?? "guest", password ?? new("guest"), tls, declare);
        if (clickToCall.Order.Contains("amqp"))
            Require("AMQP_HOST", "o endereço do RabbitMQ, porque CLICK_TO_CALL tem amqp");
        else if (access.Sinks.Contains(AccessSinks.Amqp))
            Require("AMQP_HOST", "o endereço do RabbitMQ, porque ACCESS_SINKS tem amqp");
        return null;
    }

    private AriSettings ReadAri()
    {
        var url = Value("ARI_URL", new Uri("http://127.0.0.1:8088/ari"), Url, "um endereço http:// ou https:// que termine em /ari");
        var endpoint = Value("ARI_ENDPOINT", PerCondominium.Parse("PJSIP/{number}@{trunk}", IsEndpoint)!, text => PerCondominium.Parse(text, IsEndpoint),
            "um destino de discagem com {number}, como PJSIP/{number}@{trunk}, ou um por condomínio, como 15=PJSIP/{number}@{trunk},16=PJSIP/{number}");
        var trunk = Value<PerCondominium?>("ARI_TRUNK", null, text => PerCondominium.Parse(text, value => IsMadeOf(value, NameCharacters)),
            "o nome de um tronco, ou um por condomínio, como 15=aurora,16=ipe");
        if (trunk is null && endpoint.Values.Any(value => value.Contains("{trunk}", StringComparison.Ordinal)))
            Require("ARI_TRUNK", "o nome do tronco que {trunk} de ARI_ENDPOINT representa");
        return new(url, Required("ARI_USER", "o usuário de ari.conf"), RequiredSecret("ARI_PASSWORD", "a senha de ari.conf"), endpoint, trunk,
            Value("ARI_CONTEXT", "ramais-retorno", text => IsMadeOf(text, NameCharacters) ? text : null, "o nome de um contexto do plano de discagem"),
            Text("ARI_CALLER_ID"));
    }

    private GatewaySettings ReadGateway()
    {
        var url = Value<Uri?>("CLICK_TO_CALL_URL", null, Url, "um endereço http:// ou https://");
        if (Text("CLICK_TO_CALL_URL") is null)
            Require("CLICK_TO_CALL_URL", "o endereço do gateway da central, porque CLICK_TO_CALL tem http");
        return new(url ?? new Uri("http://127.0.0.1"), RequiredSecret("CLICK_TO_CALL_SECRET", "a chave da assinatura, combinada com o gateway"));
    }

    private string Required(string name, string expected)
    {
        if (Text(name) is { } text)
            return text;
        Require(name, expected);
        return "";
    }

    private Secret RequiredSecret(string name, string expected)
    {
        if (Text(name) is null)
            Require(name, expected);
        return Secret(name) ?? new("");
    }

    private void Require(string name, string expected)
    {
        if (!_faults.Any(fault => fault.StartsWith(name + "=", StringComparison.Ordinal)))
            _faults.Add($"{name}=\"\": espera-se {expected}.");
    }

    private static ImmutableArray<string>? Order(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries).Select(name => name.ToLowerInvariant()).ToImmutableArray();
        var known = names.All(Transports.Contains) && names.Distinct().Count() == names.Length;
        return known && (names.Length == 1 || !names.Contains("none")) ? names : null;
    }

    private static bool IsEndpoint(string value) =>
        value.Contains("{number}", StringComparison.Ordinal) && value.IndexOf('/', StringComparison.Ordinal) > 0 && IsMadeOf(WithoutPlaceholders(value), DialCharacters);

    private static string WithoutPlaceholders(string value) =>
        value.Replace("{number}", "0", StringComparison.Ordinal).Replace("{trunk}", "0", StringComparison.Ordinal).Replace("{condominium}", "0", StringComparison.Ordinal);

    private static bool IsMadeOf(string value, SearchValues<char> characters) => value.Length > 0 && !value.AsSpan().ContainsAnyExcept(characters);
}
