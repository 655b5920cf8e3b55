using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Ramais.Server.Dashboard.SignIn;

/// <summary>How often a password may be tried.</summary>
internal static class SignInLimit
{
    public const string Policy = "entrar";
    public const int Tries = 5;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static RateLimitPartition<string> Of(HttpContext context) => RateLimitPartition.GetFixedWindowLimiter(
        Peer(context.Connection.RemoteIpAddress), _ => new() { PermitLimit = Tries, Window = Window });

    /// <summary>Whoever has one IPv6 address has the other ones of its network too.</summary>
    internal static string Peer(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        return address is { AddressFamily: AddressFamily.InterNetworkV6 } ? Convert.ToHexString(address.GetAddressBytes(), 0, 8) : $"{address}";
    }
}
