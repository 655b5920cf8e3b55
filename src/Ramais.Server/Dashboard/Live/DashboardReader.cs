using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;

namespace Ramais.Server.Dashboard.Live;

/// <summary>Reads what the others publish and makes of it what the pages show.</summary>
internal sealed class DashboardReader(ICallBoard board, LiveListeners listeners, Reloader reloader, ProviderStates providers, Admission? admission = null)
{
    /// <param name="before">The last look, whose parts are used again where nothing has changed.</param>
    /// <returns><paramref name="before"/> itself when nothing has changed at all.</returns>
    public LiveSnapshot Read(LiveSnapshot? before = null)
    {
        var (calls, old) = (board.List(), before?.Overview);
        if (before is not null && calls.SequenceEqual(before.Calls, ReferenceEqualityComparer.Instance))
            calls = before.Calls;
        var live = calls == before?.Calls ? old!.Calls : OverviewOf.Calls(calls, old?.Calls ?? []);
        var statuses = listeners.Statuses();
        var state = new ServerState(reloader.Snapshot, reloader.Fault, statuses, providers.Read(), admission?.IsOpen ?? true);
        var overview = OverviewOf.State(state, old) with { Calls = live };
        if (overview == old && calls == before?.Calls)
            return before!;
        return new(overview == old ? old : overview, calls);
    }
}
