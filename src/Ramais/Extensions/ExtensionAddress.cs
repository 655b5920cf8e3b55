using System.Net;
using System.Net.Sockets;

namespace Ramais.Extensions;

/// <summary>Reads the address column.</summary>
internal static class ExtensionAddress
{
    /// <summary>
    /// Null when <paramref name="text"/> is no IP address. IPv4 must have its four parts: the framework also takes "1" and "127.1", which
    /// in a configuration are slips of the hand.
    /// </summary>
    public static IPAddress? TryParse(string? text)
    {
        if (!IPAddress.TryParse(text, out var address))
            return null;
        var fourParts = text.AsSpan().Count('.') == 3;
        return address.AddressFamily == AddressFamily.InterNetworkV6 || fourParts ? address : null;
    }
}
