using System.Collections.Immutable;
using System.Globalization;

namespace Ramais.Extensions;

/// <summary>
/// Settles who gets a port or number that several rows want: the row that has it open now, else the lowest id. A row that loses one is
/// rejected as a whole and then stands in nobody's way.
/// </summary>
internal static class ExtensionConflicts
{
    /// <returns>The winners, by id; the losers are added to <paramref name="rejected"/>.</returns>
    public static ImmutableArray<Extension> Settle(
        IEnumerable<Extension> wellFormed, IReadOnlyCollection<Extension> open, ICollection<RejectedRow> rejected)
    {
        var pending = wellFormed.OrderBy(e => e.Id).ToList();
        var holders = Holders(pending, open);
        var taken = new Dictionary<Claim, Extension>();
        while (pending.Count > 0)
        {
            var undecided = pending.Select(e => e.Id).ToHashSet();
            var byWaiting = pending.ToLookup(e => WaitsForHolder(e, holders, undecided));
            // Rows that each hold what the other wants wait in a circle; the lowest id then goes first, so that one of them is served.
            var ready = byWaiting[false].Any() ? byWaiting[false] : pending.Take(1);
            pending = byWaiting[false].Any() ? [.. byWaiting[true]] : pending[1..];
            foreach (var extension in ready)
                Decide(extension, taken, rejected);
        }
        return [.. taken.Values.Distinct().OrderBy(e => e.Id)];
    }

    /// <summary>What is open now and still wanted by the row that has it.</summary>
    private static Dictionary<Claim, int> Holders(List<Extension> pending, IReadOnlyCollection<Extension> open)
    {
        var wanted = pending.SelectMany(e => Claims(e).Select(c => (c, e.Id))).ToHashSet();
        return open.SelectMany(e => Claims(e).Select(c => (Claim: c, e.Id)))
            .Where(wanted.Contains)
            .ToDictionary(held => held.Claim, held => held.Id);
    }

    private static bool WaitsForHolder(Extension extension, Dictionary<Claim, int> holders, HashSet<int> undecided) =>
        Claims(extension).Any(c => holders.TryGetValue(c, out var id) && id != extension.Id && undecided.Contains(id));

    private static void Decide(Extension extension, Dictionary<Claim, Extension> taken, ICollection<RejectedRow> rejected)
    {
        var lost = Claims(extension).Where(taken.ContainsKey).Select(c => c.Lost(taken[c])).ToImmutableArray();
        if (lost.Length > 0)
        {
            rejected.Add(new RejectedRow(extension.Id, lost, Conflict: true));
            return;
        }
        foreach (var claim in Claims(extension))
            taken[claim] = extension;
    }

    private static IEnumerable<Claim> Claims(Extension extension)
    {
        yield return new Claim("id", extension.Id.ToString(CultureInfo.InvariantCulture));
        yield return new Claim("ramal", extension.AiNumber);
        if (extension.ReturnNumber != extension.AiNumber)
            yield return new Claim("ramal", extension.ReturnNumber);
        yield return Claim.Port(extension.VisitorPort);
        if (extension.ReturnPort is { } port)
            yield return Claim.Port(port);
    }

    private readonly record struct Claim(string Kind, string Value)
    {
        public static Claim Port(int port) => new("porta", port.ToString(CultureInfo.InvariantCulture));

        public string Lost(Extension winner) => Kind == "id"
            ? $"id {Value} repetido: dê à linha um id que nenhuma outra tenha"
            : $"{Kind} {Value} já em uso pelo ramal {winner.AiNumber} (id {winner.Id}): escolha outro valor";
    }
}
