using System.Collections.Immutable;
using Ramais.Extensions;
using Ramais.Listeners;

namespace Ramais.Server.Dashboard.Extensions;

/// <summary>A row of the source and how it stands.</summary>
/// <param name="Row">As configured; of a draining extension as it was.</param>
/// <param name="Status">Null for a row that is refused, or not applied yet.</param>
/// <param name="Reasons">Why it is refused; empty for those that are not.</param>
internal sealed record ExtensionLine(ExtensionRow Row, ExtensionStatus? Status, ImmutableArray<string> Reasons)
{
    /// <summary>It is at the source: it can be changed and removed.</summary>
    public bool IsConfigured => Status?.State != ExtensionState.Draining;

    /// <summary>All rows by id, then what drains.</summary>
    /// <param name="rows">From the source; null when it can't be read, and then what is served stands for them.</param>
    /// <param name="statuses">What is open.</param>
    /// <param name="rejected">What is refused.</param>
    public static ImmutableArray<ExtensionLine> Of(
        IReadOnlyList<ExtensionRow>? rows, IReadOnlyList<ExtensionStatus> statuses, IReadOnlyList<RejectedRow> rejected)
    {
        var open = statuses.Where(s => s.State != ExtensionState.Draining).ToDictionary(s => s.Extension.Id);
        var reasons = rejected.ToLookup(r => r.Id, r => r.Reasons);
        var all = rows?.Select(r => r.Trimmed()) ?? open.Values.Select(s => RowOf(s.Extension));
        var lines = all.OrderBy(r => r.Id).Select(r => new ExtensionLine(r, open.GetValueOrDefault(r.Id), [.. reasons[r.Id].SelectMany(each => each)]));
        var draining = statuses.Where(s => s.State == ExtensionState.Draining).Select(s => new ExtensionLine(RowOf(s.Extension), s, []));
        return [.. lines, .. draining];
    }

    /// <summary>Whether any part of it holds the words.</summary>
    public bool Fits(string search) => search.Length == 0
        || new[] { $"{Row.Id}", Row.AiNumber, Row.ReturnNumber, Row.Address, Row.VisitorPort, Row.ReturnPort, Row.CondominiumId, Status?.Cause }.Concat(Reasons)
            .Any(text => text?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);

    private static ExtensionRow RowOf(Extension extension) => new(
        extension.Id, extension.AiNumber, extension.ReturnNumber, extension.Address, $"{extension.VisitorPort}",
        extension.ReturnPort is { } port ? $"{port}" : null, $"{extension.CondominiumId}");
}
