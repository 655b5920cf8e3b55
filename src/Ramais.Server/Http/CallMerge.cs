using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.Http;

/// <summary>
/// The first page as people expect it: the live calls, then the ended ones. Those that ended a moment ago are in memory and may not be in the
/// history yet; where both have a call, the history's is shown.
/// </summary>
internal static class CallMerge
{
    /// <param name="present">Calls in memory that fit the filter.</param>
    /// <param name="page">The history's page.</param>
    public static ImmutableArray<CallSummary> Of(IReadOnlyCollection<CallView> present, CallPage page)
    {
        var stored = page.Calls.Select(call => call.Id).ToHashSet();
        var live = present.Where(call => call.EndedAt is null).Select(CallSummary.Of);
        // What began before the page's last call belongs to a later page.
        var since = page.Next is null ? DateTimeOffset.MinValue : page.Calls[^1].StartedAt;
        var fresh = present.Where(call => call.EndedAt is not null && !stored.Contains(call.Id) && call.StartedAt > since).Select(CallSummary.Of);
        return [.. live, .. fresh.Concat(page.Calls.Select(CallSummary.Of)).OrderByDescending(call => call.StartedAt)];
    }
}
