using System.Net;
using System.Net.NetworkInformation;

namespace Ramais.Listeners;

/// <summary>The rule of the address column: an address of this machine is bound; any other is the way in through a NAT.</summary>
internal static class MachineAddresses
{
    /// <summary>The addresses that this machine's interfaces have now.</summary>
    public static IReadOnlySet<IPAddress> Present() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(u => u.Address)
        .ToHashSet();

    /// <summary>Where to listen so that <paramref name="configured"/> reaches us.</summary>
    public static IPAddress BindFor(IPAddress configured, IReadOnlySet<IPAddress> present)
    {
        // All of 127.0.0.0/8 can be bound, though the interface only shows 127.0.0.1.
        if (IsAny(configured) || IPAddress.IsLoopback(configured) || present.Contains(configured))
            return configured;
        return configured.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
    }

    public static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
