using CsCheck;
using Ramais.Extensions;
using Ramais.Testing;
using Ramais.Tests.Listeners;

namespace Ramais.Tests.Extensions;

public sealed class ReloaderTests
{
    [Fact]
    public void The_report_counts_what_the_reload_did() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201), Rows.Row(2, 8102, 8202), Rows.Row(3, 8103, 8203));
        var report = await house.ReloadAsync(
            Rows.Row(2, 8102, 8202), Rows.Row(3, 8113, 8203), Rows.Row(4, 8104, 8204), Rows.Row(5, 8102, 8205));
        Assert.Null(report.Error);
        Assert.Equal(new ReloadStats(Removed: 1, Updated: 1, Added: 1, Unchanged: 1, Rejected: 1, TotalActive: 3), report.Stats);
        Assert.Equal(5, Assert.Single(report.Rejected).Id);
        Assert.Equal(new[] { 8102, 8104, 8113, 8202, 8203, 8204 }, house.Transport.Network.BoundPorts);
    });

    [Fact]
    public void Requests_that_wait_together_are_served_by_one_load_and_each_gets_a_report() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        var gate = new TaskCompletionSource();
        house.Rows.Gate = gate.Task;
        var first = house.Reloader.RequestAsync(CancellationToken.None);
        await house.SettleAsync();
        house.Rows.Set([Rows.Row(1, 8101, 8201), Rows.Row(2, 8102, 8202)]);
        var loads = house.Rows.Loads;
        Task<ReloadReport>[] late = [.. Enumerable.Range(0, 20).Select(_ => house.Reloader.RequestAsync(CancellationToken.None))];
        house.Reloader.Hint();
        await house.SettleAsync();
        gate.SetResult();
        Assert.Equal(1, (await first).Stats.Added); // it read after the change
        Assert.All(await Task.WhenAll(late), r => Assert.Equal((0, 2), (r.Stats.Added, r.Stats.Unchanged)));
        Assert.Equal(loads + 1, house.Rows.Loads);
    });

    [Fact]
    public void A_load_that_fails_changes_nothing() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        var before = house.Reloader.Snapshot;
        house.Rows.IsDown = true;
        var report = await house.Reloader.RequestAsync(CancellationToken.None);
        Assert.Equal("A fonte não responde.", report.Error);
        Assert.Same(before, house.Reloader.Snapshot);
        Assert.Equal(new[] { 8101, 8201 }, house.Transport.Network.BoundPorts);
    });

    [Fact]
    public void An_empty_list_never_closes_open_gates() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        Assert.Contains("ALLOW_EMPTY_EXTENSIONS", (await house.ReloadAsync()).Error, StringComparison.Ordinal);
        Assert.Equal(new[] { 8101, 8201 }, house.Transport.Network.BoundPorts);
    });

    [Fact]
    public void An_empty_list_closes_them_where_that_is_allowed() => VirtualTime.Run(async clock =>
    {
        using var house = new ListeningHouse(clock, allowEmpty: true);
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        Assert.Equal(1, (await house.ReloadAsync()).Stats.Removed);
        Assert.Empty(house.Transport.Network.BoundPorts);
    });

    [Fact]
    public void A_first_load_that_fails_leaves_a_server_that_can_still_recover() => Run(async house =>
    {
        house.Rows.IsDown = true;
        await house.StartAsync();
        Assert.Null(house.Reloader.Snapshot);
        house.Rows.IsDown = false;
        Assert.Null((await house.ReloadAsync(Rows.Row(1, 8101, 8201))).Error);
        Assert.Equal(VirtualTimeProvider.Epoch + house.Clock.Elapsed, house.Reloader.Snapshot!.LoadedAt);
    });

    [Fact]
    public void A_change_is_judged_written_and_open_when_it_is_answered() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        var added = await house.Reloader.ChangeAsync(new ExtensionChange.Add(Rows.Row(0, 8102, 8202)), CancellationToken.None);
        Assert.Equal((ChangeResult.Applied, 2), (added.Result, added.Row!.Id));
        Assert.Contains(8102, house.Transport.Network.BoundPorts);
        var refused = await house.Reloader.ChangeAsync(new ExtensionChange.Replace(Rows.Row(2, 8101, 8202)), CancellationToken.None);
        Assert.Equal(ChangeResult.Conflict, refused.Result);
        var wrong = await house.Reloader.ChangeAsync(new ExtensionChange.Replace(Rows.Row(2, 0)), CancellationToken.None);
        Assert.Equal(ChangeResult.Invalid, wrong.Result);
        Assert.Equal("8102", (await house.Rows.LoadAsync(CancellationToken.None))[1].VisitorPort);
    });

    [Fact]
    public void The_last_row_is_not_removed_while_its_gate_is_open() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201), Rows.Row(2, 8102, 8202));
        Assert.Equal(ChangeResult.Applied, (await house.Reloader.ChangeAsync(new ExtensionChange.Remove(1), CancellationToken.None)).Result);
        Assert.Equal(ChangeResult.Conflict, (await house.Reloader.ChangeAsync(new ExtensionChange.Remove(2), CancellationToken.None)).Result);
        Assert.Equal(ChangeResult.NotFound, (await house.Reloader.ChangeAsync(new ExtensionChange.Remove(9), CancellationToken.None)).Result);
        Assert.Equal(new[] { 8102, 8202 }, house.Transport.Network.BoundPorts);
    });

    [Fact]
    public void When_the_loop_ends_nobody_is_left_waiting() => Run(async house =>
    {
        await house.StartAsync(Rows.Row(1, 8101, 8201));
        house.Rows.Gate = new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromSeconds(5), house.Clock);
        var waiting = house.Reloader.RequestAsync(CancellationToken.None);
        await house.SettleAsync();
        var behind = house.Reloader.RequestAsync(CancellationToken.None);
        await house.EndLoopsAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => behind);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => house.Reloader.RequestAsync(CancellationToken.None));
    });

    [Fact]
    public void After_any_changes_with_calls_in_progress_the_open_ports_are_the_rows_and_no_call_has_ended() => RandomHistory.Sample(
        history => VirtualTime.Run(async clock =>
        {
            using var house = new ListeningHouse(clock, allowEmpty: true);
            await house.StartAsync();
            var calls = 0;
            foreach (var rows in history)
            {
                await house.ReloadAsync(rows);
                var accepted = house.Reloader.Snapshot!.Extensions;
                Assert.Equal(accepted.SelectMany(e => new[] { e.VisitorPort, e.ReturnPort!.Value }).Order(), house.Transport.Network.BoundPorts);
                foreach (var extension in accepted)
                {
                    house.Transport.Connect(extension.VisitorPort);
                    await house.SettleAsync();
                    Assert.Equal(extension, house.Handler.Taken[^1].Extension);
                    calls++;
                }
                Assert.Equal(calls, house.Listeners.Connections);
            }
        }),
        iter: 200);

    private static readonly Gen<ExtensionRow[][]> RandomHistory =
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[15, 16])
            .Select((id, visitor, back, condominium) => Rows.Row(id, 8101 + visitor, 8201 + back) with { CondominiumId = $"{condominium}" })
            .Array[0, 6]
            .Select(rows => rows.DistinctBy(r => r.Id).ToArray())
            .Array[1, 6];

    private static void Run(Func<ListeningHouse, Task> test) => VirtualTime.Run(async clock =>
    {
        using var house = new ListeningHouse(clock);
        await test(house);
    });
}
