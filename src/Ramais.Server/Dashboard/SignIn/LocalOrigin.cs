using System.Net;

namespace Ramais.Server.Dashboard.SignIn;

/// <summary>
/// Tells this machine's own requests from those that a web page of somebody else sends through a browser on it. Such a page can make a name
/// of its own lead here (DNS rebinding), but its requests carry that name; and where it calls us by our name, the browser adds its origin.
/// </summary>
internal static class LocalOrigin
{
    /// <param name="request">Whatever came in on the API's port.</param>
    /// <param name="bound">API_HOST, which may be another address of loopback.</param>
    public static bool IsOwn(HttpRequest request, IPAddress bound) =>
        IsLocal(request.Host, bound) && (request.Headers.Origin is not [{ } origin] || IsSame(origin, request));

    private static bool IsLocal(HostString host, IPAddress bound)
    {
        if (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        return IPAddress.TryParse(host.Host.Trim('[', ']'), out var address)
            && (address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback) || address.Equals(bound));
    }

    private static bool IsSame(string origin, HttpRequest request) =>
        origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
