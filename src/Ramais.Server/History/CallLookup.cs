using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.History;

/// <summary>
/// Calls wherever they are: live ones in memory, ended ones in the history, and those that have ended and are not written yet. What the history
/// has is shown as it has it, so that what was erased there is gone from every page and answer.
/// </summary>
internal sealed class CallLookup(ICallBoard board, ICallHistory history)
{
    /// <summary>The live calls, on the first page alone, and a page of the ended ones.</summary>
    /// <exception cref="HistoryException">A page behind the first was asked for, and the history can't be read.</exception>
    public async Task<FoundCalls> ListAsync(CallQuery query, CancellationToken stopping)
    {
        var present = board.List(); // before the history: what is written between the two looks is in both, and not in neither
        try
        {
            var ended = Page(present, await history.ListAsync(query, stopping), query);
            return new(query.Cursor is null ? Live(present, ended, query) : [], ended, null);
        }
        catch (HistoryException failure) when (query.Cursor is null)
        {
            CallPage remembered = new([.. Ended(present, query).OrderByDescending(call => call.StartedAt)], null);
            return new(Live(present, remembered, query), remembered, failure.Message);
        }
    }

    /// <summary>Live or past; null when there is no call of that id.</summary>
    /// <exception cref="HistoryException">Memory has nothing of it, and the history can't be read.</exception>
    public async Task<CallView?> FindAsync(Guid id, CancellationToken stopping)
    {
        var present = board.Find(id);
        if (present is { IsBare: false })
            return present; // lives, or waits to be written: no database is waited for
        try
        {
            return await history.FindAsync(id, stopping) ?? present;
        }
        catch (HistoryException) when (present is not null)
        {
            return present;
        }
    }

    /// <summary>
    /// The first of what both have behind the cursor, in the order of the history. The history's page has its first ones, so nothing that belongs
    /// here is missing, and what does not fit any more is on the next page.
    /// </summary>
    internal static CallPage Page(IEnumerable<CallView> present, CallPage kept, CallQuery query)
    {
        var after = query.Cursor is { } cursor ? HistoryCursor.Parse(cursor) : null;
        var known = kept.Calls.Select(Key).ToHashSet();
        var unwritten = Ended(present, query).Where(call => after?.IsBefore(call) != false && known.Add(Key(call)));
        ImmutableArray<PastCall> all = [.. unwritten.Concat(kept.Calls).OrderByDescending(call => call.StartedAt).ThenByDescending(call => call.Id)];
        ImmutableArray<PastCall> page = [.. all.Take(query.Rows)];
        return new(page, kept.Next is not null || all.Length > page.Length ? HistoryCursor.Of(page[^1]).ToString() : null);
    }

    /// <summary>What has ended and been written since memory was read is no live call any more.</summary>
    private static ImmutableArray<CallView> Live(IEnumerable<CallView> present, CallPage ended, CallQuery query)
    {
        var over = ended.Calls.Select(Key).ToHashSet();
        return [.. present.Where(call => call.EndedAt is null && query.Wants(call) && !over.Contains((call.Id, Whole(call.StartedAt))))];
    }

    private static IEnumerable<PastCall> Ended(IEnumerable<CallView> present, CallQuery query) =>
        present.Where(call => call.EndedAt is not null && query.Wants(call)).Select(Line).DistinctBy(Key);

    private static PastCall Line(CallView call) => new(
        call.Id, call.ExtensionId, call.AiNumber, call.CondominiumId, Whole(call.StartedAt), Whole(call.EndedAt!.Value), call.Result ?? "failed", call.Decision)
    {
        Legs = call.Legs,
    };

    /// <summary>A UUID may come again.</summary>
    private static (Guid Id, DateTimeOffset StartedAt) Key(PastCall call) => (call.Id, call.StartedAt);

    /// <summary>To the millisecond, as the history keeps instants: the same call must have the same place from either side.</summary>
    private static DateTimeOffset Whole(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}

/// <param name="Live">In no page's count.</param>
/// <param name="Ended">Newest first.</param>
/// <param name="HistoryFault">Why only what is in memory was found, in Portuguese; null when the history was read.</param>
internal sealed record FoundCalls(ImmutableArray<CallView> Live, CallPage Ended, string? HistoryFault);
