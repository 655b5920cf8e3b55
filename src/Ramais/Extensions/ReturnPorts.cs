using System.Collections.Immutable;
using Ramais.Listeners;

namespace Ramais.Extensions;

/// <summary>Gives a port of the range to every extension that has no return port of its own, and the same one again as long as it can.</summary>
internal static class ReturnPorts
{
    /// <param name="extensions">The accepted ones.</param>
    /// <param name="rows">Ids of all rows; a port remembered for a row that is rejected just now stays reserved.</param>
    /// <param name="remembered">Ports given before, by extension id.</param>
    /// <param name="range">PORT_ALTERNATIVES.</param>
    /// <returns>Ports by extension id. An extension without an entry found the range exhausted.</returns>
    public static ImmutableSortedDictionary<int, int> Assign(
        ImmutableArray<Extension> extensions, IReadOnlySet<int> rows, ImmutableSortedDictionary<int, int> remembered, PortRange range)
    {
        var configured = extensions.SelectMany(e => new[] { e.VisitorPort, e.ReturnPort ?? 0 }).ToHashSet();
        var withOwn = extensions.Where(e => e.ReturnPort is not null).Select(e => e.Id).ToHashSet();
        var given = remembered
            .Where(r => rows.Contains(r.Key) && !withOwn.Contains(r.Key) && range.Contains(r.Value) && !configured.Contains(r.Value))
            .ToImmutableSortedDictionary();
        var free = new Queue<int>(range.Ports.Except(configured).Except(given.Values));
        foreach (var extension in extensions.Where(e => e.ReturnPort is null))
        {
            if (!given.ContainsKey(extension.Id) && free.TryDequeue(out var port))
                given = given.Add(extension.Id, port);
        }
        return given;
    }
}
