using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Ramais.Extensions;

namespace Ramais.Server.Dialplan;

/// <summary>
/// What may be printed into a dialplan. Everything else is kept out: a comma, a semicolon, a parenthesis, a "${" or a line break would make
/// Asterisk read the rest of a value as dialplan.
/// </summary>
internal static class DialplanSafety
{
    private const int LongestNumber = 50; // as in the table
    private const int LongestHost = 253;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789+*#");
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    private static readonly SearchValues<char> UrlCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~:/[]%");

    /// <summary>Digits, +, * and #. Letters are left out: Asterisk reads some of them as patterns.</summary>
    public static bool IsNumber(string text) => text.Length is > 0 and <= LongestNumber && !text.AsSpan().ContainsAnyExcept(NumberCharacters);

    /// <summary>A host as <c>host:port</c> wants it, an IPv6 address in brackets; null when it is neither an address nor a host name.</summary>
    public static string? HostOf(string text)
    {
        if (ExtensionAddress.TryParse(text) is { } address)
            return HostOf(address);
        var isName = text.Length is > 0 and <= LongestHost && !text.AsSpan().ContainsAnyExcept(HostCharacters) && text.Any(char.IsAsciiLetter)
            && Uri.CheckHostName(text) == UriHostNameType.Dns;
        return isName ? text : null;
    }

    /// <summary>Without the scope of a link-local IPv6 address: it means another interface on the PBX.</summary>
    public static string HostOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? $"[{new IPAddress(address.GetAddressBytes())}]"
        : address.ToString();

    /// <summary>The base of the API's addresses without a slash at the end; null when it is no plain http or https address.</summary>
    public static string? UrlOf(string text)
    {
        var isPlain = !text.AsSpan().ContainsAnyExcept(UrlCharacters)
            && Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
        return isPlain ? text.TrimEnd('/') : null;
    }
}
