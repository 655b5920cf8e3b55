using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Listeners;

namespace Ramais.Server.Http;

/// <summary>GET /api/route/{ramal}: where an extension listens now, as plain text for Asterisk's <c>CURL()</c>.</summary>
internal static class RouteApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/route/{ramal}", Get)
        .Describe("Situação", "Onde um ramal atende agora, como host:porta em texto; 404 sem corpo quando não atende (para o CURL do Asterisk)")
        .Produces<string>(StatusCodes.Status200OK, "text/plain");

    private static Results<ContentHttpResult, NotFound> Get(string ramal, LiveListeners listeners, HttpContext context)
    {
        if (listeners.RouteOf(ramal) is { } route)
            return TypedResults.Text(Format(HostOf(IPAddress.Parse(route.Extension.Address), context.Connection.LocalIpAddress), route.Port), "text/plain");
        ApiErrors.KeepEmpty(context); // a dialplan tests for an empty answer
        return TypedResults.NotFound();
    }

    /// <summary>A wildcard is no destination: whoever asks is sent to the address at which it reached us.</summary>
    internal static IPAddress HostOf(IPAddress configured, IPAddress? reachedAt)
    {
        if (!MachineAddresses.IsAny(configured) || reachedAt is null)
            return configured;
        var plain = reachedAt.IsIPv4MappedToIPv6 ? reachedAt.MapToIPv4() : reachedAt;
        if (plain.AddressFamily == configured.AddressFamily || configured.Equals(IPAddress.IPv6Any))
            return plain;
        return IPAddress.IsLoopback(plain) ? IPAddress.Loopback : configured;
    }

    private static string Format(IPAddress host, int port) => host.AddressFamily == AddressFamily.InterNetworkV6
        ? string.Create(CultureInfo.InvariantCulture, $"[{host}]:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
