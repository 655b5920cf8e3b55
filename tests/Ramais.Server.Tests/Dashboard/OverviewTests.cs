using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Dashboard.Live;

namespace Ramais.Server.Tests.Dashboard;

public sealed class OverviewTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1714000000);
    private static readonly Extension Extension = new(1, "2011", "2012", "0.0.0.0", 8101, 8201, 15);
    private static readonly ExtensionSnapshot Loaded = new([Extension], [], ImmutableSortedDictionary<int, int>.Empty, "file", At);
    private static readonly ServerState Well = new(Loaded, null, [Status(ExtensionState.Active)], [], true);

    [Fact]
    public void A_server_that_is_well_has_no_troubles() => Assert.Empty(OverviewOf.State(Well, null).Troubles);

    [Fact]
    public void Each_trouble_is_told_and_the_worst_first()
    {
        var state = new ServerState(
            Loaded with { Rejected = [new RejectedRow(7, ["porta_ia vazia", "ramal_ia vazio"], false)] }, "fora do ar",
            [Status(ExtensionState.Failed), Status(ExtensionState.AlternativePort), Status(ExtensionState.Draining)],
            [new(ProviderKind.Recognition, "vosk", true), new(ProviderKind.Synthesis, "azure", false)], IsAdmitting: false);
        var overview = OverviewOf.State(state, null);
        Assert.Equal(
            [TroubleKind.TurnsAway, TroubleKind.PortsClosed, TroubleKind.SourceFailed, TroubleKind.RowsRejected, TroubleKind.OtherPorts, TroubleKind.ProvidersPaused],
            overview.Troubles.Select(t => t.Kind));
        Assert.Equal([true, true, false, false, false, false], overview.Troubles.Select(t => t.IsSevere));
        Assert.Equal("porta_ia vazia; ramal_ia vazio", Assert.Single(overview.Rejected).Reasons);
        Assert.Equal(new ExtensionCounts(0, 1, 1, 1), overview.Extensions);
    }

    [Fact]
    public void Nothing_loaded_is_the_worst() =>
        Assert.Equal(TroubleKind.NothingLoaded, OverviewOf.State(new(null, "não existe", [], [], true), null).Troubles[0].Kind);

    [Fact]
    public void A_second_look_at_the_same_is_equal_to_the_first_and_of_the_same_parts()
    {
        var first = OverviewOf.State(Well, null);
        var second = OverviewOf.State(Well with { Extensions = [Status(ExtensionState.Active)] }, first);
        Assert.Equal(first, second);
        Assert.True(first.Troubles == second.Troubles && first.Rejected == second.Rejected && first.Providers == second.Providers);
    }

    [Fact]
    public void A_call_that_has_not_changed_in_its_line_stays_the_same_object()
    {
        var (one, two) = (Call("ringing"), Call("asking_name"));
        var first = OverviewOf.Calls([one, two, Call("ended") with { EndedAt = At }], []);
        Assert.Equal([one.Id, two.Id], first.Select(c => c.Id));
        var heard = one with { Transcript = [new(10, LegRole.Visitor, "visitor", "oi")] }; // not in the line
        Assert.True(first == OverviewOf.Calls([heard, two], first));
        var moved = OverviewOf.Calls([one, two with { State = "ringing" }], first);
        Assert.Same(first[0], moved[0]);
        Assert.Equal("ringing", moved[1].State);
    }

    private static ExtensionStatus Status(ExtensionState state) => new(Extension, state, 8101, 8201, 0, null);

    private static CallView Call(string state) => new(
        Guid.NewGuid(), 1, "2011", 15, state, At, null, null, null, [new(LegRole.Visitor, 8101, At, null, null)], [], null, []);
}
