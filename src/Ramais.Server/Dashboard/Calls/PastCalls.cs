using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.Dashboard.Calls;

/// <summary>
/// Ended calls: those of the history, and before them those that ended just now and may still wait to be written. Without a history only the
/// last ones that the board remembers.
/// </summary>
internal sealed class PastCalls(ICallBoard board, ICallHistory? history = null)
{
    /// <summary>Whether ended calls outlast the process.</summary>
    public bool AreKept => history is not null;

    /// <param name="query">Its cursor asks for a following page.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task<CallPage> ListAsync(CallQuery query, CancellationToken stopping)
    {
        var kept = history is null ? new CallPage([], null) : await history.ListAsync(query, stopping);
        return query.Cursor is null ? kept with { Calls = Merge(board.List(), kept, query) } : kept;
    }

    /// <summary>Live or past; null when there is no call of that id.</summary>
    public async Task<CallView?> FindAsync(Guid id, CancellationToken stopping) =>
        board.Find(id) ?? (history is null ? null : await history.FindAsync(id, stopping));

    /// <summary>Newest first; what is on both sides once. Of the board only what belongs on this page.</summary>
    internal static ImmutableArray<PastCall> Merge(IEnumerable<CallView> remembered, CallPage kept, CallQuery query)
    {
        var known = kept.Calls.Select(c => c.Id).ToHashSet();
        var since = kept.Next is null ? DateTimeOffset.MinValue : kept.Calls[^1].StartedAt;
        var recent = remembered.Where(c => c.EndedAt is not null && c.StartedAt >= since && query.Wants(c) && known.Add(c.Id)).Select(Line);
        return [.. recent.Concat(kept.Calls).OrderByDescending(c => c.StartedAt)];
    }

    private static PastCall Line(CallView call) => new(
        call.Id, call.ExtensionId, call.AiNumber, call.CondominiumId, call.StartedAt, call.EndedAt!.Value, call.Result ?? "failed", call.Decision);
}
