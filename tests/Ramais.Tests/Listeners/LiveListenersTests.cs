using System.Net.Sockets;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Testing;
using Ramais.Tests.Extensions;

namespace Ramais.Tests.Listeners;

public sealed class LiveListenersTests
{
    [Fact]
    public void A_connection_is_handed_over_with_the_extension_and_the_role_of_its_port() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        house.Transport.Connect(8101);
        house.Transport.Connect(8201);
        await house.SettleAsync();
        Assert.Equal([LegRole.Visitor, LegRole.Resident], house.Handler.Taken.Select(t => t.Role));
        Assert.All(house.Handler.Taken, t => Assert.Equal(1, t.Extension.Id));
        Assert.Equal(2, house.Status(1).Connections);
    });

    [Fact]
    public void A_moved_port_opens_before_the_old_one_closes_and_its_call_goes_on() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201), Rows.Row(2, 8102, 8202));
        house.Transport.Connect(8101);
        await house.SettleAsync();
        house.Transport.Journal.Clear();
        await house.ReloadAsync(Rows.Row(1, 8111, 8201), Rows.Row(2, 8102, 8202));
        Assert.Equal(["+8111", "-8101"], house.Transport.Journal);
        Assert.Equal(1, house.Status(1).Connections);
        Assert.Throws<SocketException>(() => house.Transport.Connect(8101));
    });

    [Fact]
    public void A_change_of_return_number_or_condominium_rebinds_nothing_and_live_calls_keep_theirs() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        house.Transport.Connect(8101);
        await house.SettleAsync();
        house.Transport.Journal.Clear();
        await house.ReloadAsync(Rows.Row(1, 8101, 8201) with { ReturnNumber = "777", CondominiumId = "16" });
        house.Transport.Connect(8101);
        await house.SettleAsync();
        Assert.Empty(house.Transport.Journal);
        Assert.Equal([15, 16], house.Handler.Taken.Select(t => t.Extension.CondominiumId));
        Assert.Equal(2, house.Status(1).Connections);
    });

    [Fact]
    public void Ports_that_change_owner_are_not_rebound() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201), Rows.Row(2, 8102, 8202));
        house.Transport.Journal.Clear();
        await house.ReloadAsync(Rows.Row(3, 8101, 8201), Rows.Row(2, 8102, 8202));
        house.Transport.Connect(8201);
        await house.SettleAsync();
        Assert.Empty(house.Transport.Journal);
        Assert.Equal(3, Assert.Single(house.Handler.Taken).Extension.Id);
    });

    [Fact]
    public void A_removed_extension_drains_and_then_is_gone() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201), Rows.Row(2, 8102, 8202));
        var caller = house.Transport.Connect(8101);
        await house.SettleAsync();
        var report = await house.ReloadAsync(Rows.Row(2, 8102, 8202));
        Assert.Equal(new ReloadStats(1, 0, 0, 1, 0, 1), report.Stats);
        Assert.Equal((ExtensionState.Draining, 1), (house.Status(1).State, house.Status(1).Connections));
        Assert.Null(house.Listeners.RouteOf("2011"));
        await caller.DisposeAsync();
        await house.SettleAsync();
        Assert.Equal(2, Assert.Single(house.Listeners.Statuses()).Extension.Id);
    });

    [Fact]
    public void Another_address_on_the_same_port_is_unbound_first_since_the_two_would_overlap() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        house.Transport.Journal.Clear();
        await house.ReloadAsync(Rows.Row(1, 8101, 8201, address: "0.0.0.0"));
        Assert.Equal(["-8101", "-8201", "+8101", "+8201"], house.Transport.Journal);
        await house.ReloadAsync(Rows.Row(1, 8101, 8201, address: "203.0.113.9"));
        Assert.Equal(4, house.Transport.Journal.Count); // behind a NAT: bound as before
        Assert.Equal("203.0.113.9", house.Listeners.RouteOf("2011")!.Extension.Address);
    });

    [Fact]
    public void A_port_in_use_is_replaced_and_taken_back_when_free_and_idle() => Run(async house =>
    {
        house.Transport.Held[8101] = SocketError.AddressAlreadyInUse;
        house.Transport.Held[9000] = SocketError.AddressAlreadyInUse;
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        Assert.Equal((ExtensionState.AlternativePort, 9001), (house.Status(1).State, house.Status(1).VisitorPort));
        Assert.Equal(9001, house.Listeners.RouteOf("2011")!.Port);
        Assert.Contains("em uso", Assert.Single(house.Log.Warnings), StringComparison.Ordinal);

        var caller = house.Transport.Connect(9001);
        house.Transport.Held.Clear();
        await house.PassAsync(65);
        Assert.Equal(9001, house.Status(1).VisitorPort); // a call is on it

        await caller.DisposeAsync();
        await house.PassAsync(31);
        Assert.Equal((ExtensionState.Active, 8101), (house.Status(1).State, house.Status(1).VisitorPort));
        Assert.DoesNotContain(9001, house.Transport.Network.BoundPorts);
    });

    [Fact]
    public void With_no_port_to_be_had_the_extension_has_failed_and_opens_when_it_can() => Run(async house =>
    {
        foreach (var port in (int[])[8101, 9000, 9001, 9002, 9003])
            house.Transport.Held[port] = SocketError.AddressAlreadyInUse;
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        Assert.Equal((ExtensionState.Failed, (int?)null), (house.Status(1).State, house.Status(1).VisitorPort));
        Assert.Null(house.Listeners.RouteOf("2011"));
        Assert.Equal(8201, house.Listeners.RouteOf("2012")!.Port);
        house.Transport.Held.Remove(8101);
        await house.PassAsync(31);
        Assert.Equal(ExtensionState.Active, house.Status(1).State);
    });

    [Fact]
    public void A_port_that_another_row_wants_is_never_taken_as_an_alternative() => Run(async house =>
    {
        house.Transport.Held[8101] = SocketError.AccessDenied;
        await house.StartAsync(Rows.Row(1, 8101, 8201), Rows.Row(2, 9000, 9001), Rows.Row(3, 8103));
        Assert.Equal([9003, 9000, 8103], house.Listeners.Statuses().Select(s => s.VisitorPort));
        Assert.Equal(9002, house.Status(3).ReturnPort);
    });

    [Fact]
    public void Peers_outside_the_list_are_closed_counted_and_reported_once_a_minute() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        for (var i = 0; i < 5; i++)
            house.Transport.Connect(8101, from: "8.8.8.8");
        house.Transport.Connect(8101);
        await house.PassAsync(200);
        Assert.Single(house.Handler.Taken);
        Assert.Equal(5, house.Guard.Refused);
        Assert.StartsWith("5 conexões recusadas", Assert.Single(house.GuardLog.Warnings), StringComparison.Ordinal);
    });

    [Fact]
    public void Failing_accepts_are_counted_and_pause_longer_and_longer() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        house.Transport.FailAccepts(8101, 5, new SocketException((int)SocketError.TooManyOpenSockets));
        house.Transport.Connect(8101); // wakes the waiting accept
        await house.PassAsync(0.4); // 50 + 100 + 200 ms of pauses: the fourth failure has come, the fifth has not
        Assert.Equal(4, house.Listeners.AcceptErrors);
        house.Transport.Connect(8101);
        await house.PassAsync(0.4);
        Assert.Equal(5, house.Listeners.AcceptErrors);
        Assert.Empty(house.Handler.Taken);
        await house.PassAsync(1);
        Assert.Single(house.Handler.Taken);
        Assert.Equal(0, house.Listeners.Reopenings);
    });

    [Fact]
    public void An_accept_loop_that_dies_is_reopened_and_its_calls_go_on() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        house.Transport.Connect(8101);
        await house.SettleAsync();
        for (var death = 1; death <= 3; death++)
        {
            house.Transport.FailAccepts(8101, 1, new InvalidOperationException("broken"));
            house.Transport.Connect(8101);
            await house.PassAsync(1.5);
            Assert.Equal(death, house.Listeners.Reopenings);
            await house.PassAsync(Math.Pow(2, death) + 1); // pauses of 1, 2 and 4 s
            Assert.Equal(ExtensionState.Active, house.Status(1).State);
        }
        house.Transport.Connect(8101);
        await house.SettleAsync();
        Assert.Equal(2, house.Status(1).Connections);
    });

    [Fact]
    public void A_handler_that_fails_costs_its_own_connection_only() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        house.Handler.Fault = new InvalidOperationException("bug");
        house.Transport.Connect(8101);
        await house.SettleAsync();
        house.Handler.Fault = null;
        house.Transport.Connect(8101);
        await house.SettleAsync();
        Assert.Equal((2, 1), (house.Handler.Taken.Count, house.Status(1).Connections));
    });

    [Fact]
    public void A_restart_rebinds_both_ports_and_keeps_the_calls() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201), Rows.Row(2, 8102, 8202));
        house.Transport.Connect(8101);
        await house.SettleAsync();
        house.Transport.Journal.Clear();
        Assert.True(await house.Reloader.RestartAsync(1, CancellationToken.None));
        Assert.Equal(["-8101", "+8101", "-8201", "+8201"], house.Transport.Journal);
        Assert.Equal(1, house.Status(1).Connections);
        Assert.False(await house.Reloader.RestartAsync(9, CancellationToken.None));
    });

    [Fact]
    public void A_stop_unbinds_at_once_and_is_over_when_the_last_call_is() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        var caller = house.Transport.Connect(8101);
        await house.SettleAsync();
        await house.EndLoopsAsync();
        var (began, stop) = (house.Clock.Elapsed, house.Listeners.StopAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(house.Transport.Network.BoundPorts);
        await house.PassAsync(12);
        await caller.DisposeAsync();
        await stop;
        Assert.Equal(TimeSpan.FromSeconds(12), house.Clock.Elapsed - began);
    });

    [Fact]
    public void Calls_that_outlast_the_stop_are_asked_to_end_and_deaf_ones_are_cut_off() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        house.Transport.Connect(8101);
        await house.SettleAsync();
        house.Handler.IsDeaf = true;
        house.Transport.Connect(8201);
        await house.SettleAsync();
        await house.EndLoopsAsync();
        var (began, stop) = (house.Clock.Elapsed, house.Listeners.StopAsync(TimeSpan.FromSeconds(30)));
        await house.PassAsync(31);
        Assert.Equal(1, house.Listeners.Connections); // the one that hears has gone
        await stop;
        Assert.Equal(TimeSpan.FromSeconds(45), house.Clock.Elapsed - began);
        Assert.Equal(0, house.Listeners.Connections);
    });

    private static void Run(Func<ListeningHouse, Task> test) => VirtualTime.Run(async clock =>
    {
        using var house = new ListeningHouse(clock);
        await test(house);
    });
}
