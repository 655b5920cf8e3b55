using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;
using Ramais.ClickToCall;
using Ramais.Server.Settings;

namespace Ramais.Server.ClickToCall;

/// <summary>The requests to Asterisk's REST interface.</summary>
internal sealed class AriRequests(AriSettings settings, TimeSpan ringTime)
{
    /// <summary>The channel variable that holds the call's UUID, for <c>AudioSocket()</c> in the return leg.</summary>
    public const string CallVariable = "RAMAIS_UUID";

    private readonly AuthenticationHeaderValue _login = new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User}:{settings.Password.Value}")));

    /// <summary>Rings the telephone; when it is answered, the channel goes on at the return number. The id makes a repetition a conflict, not a second ring.</summary>
    /// <exception cref="ClickToCallException">The condominium has no endpoint or no trunk.</exception>
    public HttpRequestMessage Originate(RingRequest request)
    {
        var parameters = new (string Name, string Value)[]
        {
            ("endpoint", Endpoint(request)),
            ("context", settings.Context),
            ("extension", request.Extension.ReturnNumber),
            ("priority", "1"),
            ("callerId", settings.CallerId ?? $"Portaria <{request.Extension.AiNumber}>"),
            ("timeout", Math.Ceiling(ringTime.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            ("channelId", RingId.Of(request)),
        };
        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
        var message = Message(HttpMethod.Post, $"channels?{query}");
        message.Content = JsonContent.Create(new AriVariables(new() { [CallVariable] = $"{request.CallId}" }), ClickToCallJson.Default.AriVariables);
        return message;
    }

    public HttpRequestMessage Look(RingRequest request) => Message(HttpMethod.Get, $"channels/{RingId.Of(request)}");

    public HttpRequestMessage HangUp(RingRequest request) => Message(HttpMethod.Delete, $"channels/{RingId.Of(request)}");

    /// <summary>Answers whether Asterisk is there and takes this user; changes nothing.</summary>
    public HttpRequestMessage Ping() => Message(HttpMethod.Get, "asterisk/info?only=system");

    private string Endpoint(RingRequest request)
    {
        var condominium = request.Extension.CondominiumId;
        var template = settings.Endpoint.For(condominium) ?? throw Unset("ARI_ENDPOINT", condominium);
        var trunk = !template.Contains("{trunk}", StringComparison.Ordinal) ? "" : settings.Trunk?.For(condominium) ?? throw Unset("ARI_TRUNK", condominium);
        return template
            .Replace("{condominium}", condominium.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{trunk}", trunk, StringComparison.Ordinal)
            .Replace("{number}", DialableNumber.User(request.Phone), StringComparison.Ordinal);
    }

    private HttpRequestMessage Message(HttpMethod method, string path)
    {
        var message = new HttpRequestMessage(method, new Uri($"{settings.Url.AbsoluteUri.TrimEnd('/')}/{path}"));
        message.Headers.Authorization = _login;
        return message;
    }

    private static ClickToCallException Unset(string setting, int condominium) =>
        new($"ari: {setting} não tem valor para o condomínio {condominium}; acrescente {condominium}=… a {setting}");
}

/// <summary>The body of an originate.</summary>
internal sealed record AriVariables(Dictionary<string, string> Variables);

/// <summary>A channel, as far as it matters here.</summary>
/// <param name="State">Down, Ring, Ringing, Up, ….</param>
internal sealed record AriChannel([property: JsonRequired] string State);
