using System.Collections.Immutable;

namespace Ramais.Extensions;

/// <summary>What one reload did.</summary>
/// <param name="Error">Null when it succeeded; else why nothing was changed, in Portuguese.</param>
/// <param name="Stats">Counted in extensions.</param>
/// <param name="Rejected">Rows that are not served, with their reasons.</param>
internal sealed record ReloadReport(string? Error, ReloadStats Stats, ImmutableArray<RejectedRow> Rejected)
{
    public static ReloadReport Failed(string error) => new(error, default, []);
}

/// <summary>Extensions by what a reload did to them; <see cref="TotalActive"/> are those with both ports open afterwards.</summary>
internal readonly record struct ReloadStats(int Removed, int Updated, int Added, int Unchanged, int Rejected, int TotalActive)
{
    /// <summary>Compares two sets of extensions by id; the totals are the caller's to add.</summary>
    public static ReloadStats Between(IEnumerable<Extension> before, IEnumerable<Extension> after)
    {
        var old = before.ToDictionary(e => e.Id);
        var stats = default(ReloadStats);
        foreach (var extension in after)
        {
            stats = !old.Remove(extension.Id, out var was) ? stats with { Added = stats.Added + 1 }
                : was == extension ? stats with { Unchanged = stats.Unchanged + 1 }
                : stats with { Updated = stats.Updated + 1 };
        }
        return stats with { Removed = old.Count };
    }
}
