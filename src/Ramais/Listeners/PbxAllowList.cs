using System.Collections.Immutable;
using System.Net;

namespace Ramais.Listeners;

/// <summary>The networks whose hosts may connect to the media ports. AudioSocket has no authentication: this is all there is.</summary>
internal sealed record PbxAllowList(ImmutableArray<IPNetwork> Networks)
{
    /// <summary>Loopback and the private ranges of IPv4 (RFC 1918) and IPv6 (RFC 4193 and link-local).</summary>
    public static PbxAllowList Default { get; } = new([
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ]);

    /// <summary>Reads CIDRs and single addresses separated by commas or blanks.</summary>
    /// <param name="text">The setting.</param>
    /// <param name="wrong">The first entry that is neither.</param>
    public static PbxAllowList? TryParse(string text, out string? wrong)
    {
        var entries = text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var networks = entries.Select(Network).ToList();
        var bad = networks.IndexOf(null);
        wrong = bad >= 0 ? entries[bad] : entries.Length == 0 ? text : null;
        return wrong is null ? new PbxAllowList([.. networks.Select(n => n!.Value)]) : null;
    }

    /// <summary>False for anything but an IP peer of one of the networks.</summary>
    public bool Allows(EndPoint? remote)
    {
        if (remote is not IPEndPoint { Address: var address })
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in Networks)
        {
            if (network.Contains(plain))
                return true;
        }
        return false;
    }

    private static IPNetwork? Network(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var host) ? new IPNetwork(host, host.GetAddressBytes().Length * 8) : null;
    }
}
