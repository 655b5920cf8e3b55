using System.Net;
using Ramais.Listeners;

namespace Ramais.Tests.Listeners;

public sealed class AddressTests
{
    private static readonly HashSet<IPAddress> Machine = [IPAddress.Parse("192.168.7.2"), IPAddress.Parse("2001:db8::2"), IPAddress.Loopback];

    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("::", "::")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.9", "127.0.0.9")]
    [InlineData("192.168.7.2", "192.168.7.2")]
    [InlineData("203.0.113.9", "0.0.0.0")]
    [InlineData("2001:db8::2", "2001:db8::2")]
    [InlineData("2001:db8::9", "::")]
    public void An_address_of_this_machine_is_bound_and_any_other_binds_all(string configured, string bound) =>
        Assert.Equal(IPAddress.Parse(bound), MachineAddresses.BindFor(IPAddress.Parse(configured), Machine));

    [Fact]
    public void This_machine_has_a_loopback_address() => Assert.Contains(IPAddress.Loopback, MachineAddresses.Present());

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.255.0.1", true)]
    [InlineData("172.31.9.9", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("fd12::7", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("::ffff:10.0.0.7", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    public void By_default_loopback_and_private_ranges_may_connect(string remote, bool allowed) =>
        Assert.Equal(allowed, PbxAllowList.Default.Allows(new IPEndPoint(IPAddress.Parse(remote), 5060)));

    [Fact]
    public void A_peer_that_is_no_ip_may_not_connect()
    {
        Assert.False(PbxAllowList.Default.Allows(null));
        Assert.False(PbxAllowList.Default.Allows(new DnsEndPoint("localhost", 1)));
    }

    [Fact]
    public void A_list_takes_networks_and_single_hosts_of_both_kinds()
    {
        var list = PbxAllowList.TryParse("203.0.113.0/24, 198.51.100.7 2001:db8::/32", out _)!;
        Assert.True(list.Allows(new IPEndPoint(IPAddress.Parse("203.0.113.200"), 1)));
        Assert.True(list.Allows(new IPEndPoint(IPAddress.Parse("198.51.100.7"), 1)));
        Assert.False(list.Allows(new IPEndPoint(IPAddress.Parse("198.51.100.8"), 1)));
        Assert.True(list.Allows(new IPEndPoint(IPAddress.Parse("2001:db8::42"), 1)));
        Assert.False(list.Allows(new IPEndPoint(IPAddress.Loopback, 1)));
    }

    [Theory]
    [InlineData("10.0.0.0/33", "10.0.0.0/33")]
    [InlineData("10.0.0.0/8,pbx", "pbx")]
    [InlineData(",", ",")]
    public void A_wrong_entry_is_named(string text, string wrong)
    {
        Assert.Null(PbxAllowList.TryParse(text, out var named));
        Assert.Equal(wrong, named);
    }

    [Theory]
    [InlineData("9000-9999", 9000, 9999)]
    [InlineData(" 9000 - 9000 ", 9000, 9000)]
    [InlineData("9000", 9000, 9000)]
    public void A_range_is_two_ports_or_one(string text, int first, int last) => Assert.Equal(new PortRange(first, last), PortRange.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("9999-9000")]
    [InlineData("0-10")]
    [InlineData("9000-70000")]
    [InlineData("9000-9001-9002")]
    [InlineData("a-b")]
    public void Anything_else_is_no_range(string text) => Assert.Null(PortRange.TryParse(text));
}
