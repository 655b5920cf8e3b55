using System.Collections.Immutable;
using Npgsql;
using Ramais.Extensions;

namespace Ramais.Server.Postgres;

/// <summary><c>db import</c>: rows of a file into the table, by id, all of them or none.</summary>
internal static class TableImport
{
    private const int ReasonsShown = 5;

    // Others may read and wait; nobody may write between our look and our changes.
    private const string Lock = $"lock table {ExtensionTable.Name} in share row exclusive mode";

    /// <summary>Adds rows with new ids and replaces those that differ. To be called in a transaction.</summary>
    /// <exception cref="ExtensionSourceException">A row is wrong, or would take a port, number or id from a row of the table.</exception>
    public static async Task<ImportCounts> RunAsync(NpgsqlConnection connection, ImmutableArray<ExtensionRow> rows, CancellationToken cancellation)
    {
        Refuse(ExtensionValidator.Validate(rows, []).Rejected);
        await using (var command = new NpgsqlCommand(Lock, connection))
            await command.ExecuteNonQueryAsync(cancellation);
        var (added, changed, counts) = Plan(await ExtensionTable.LoadAsync(connection, cancellation), rows);
        await ExtensionTable.UpdateAsync(connection, changed, cancellation);
        await ExtensionTable.InsertAsync(connection, added, cancellation);
        return counts;
    }

    /// <summary>What is to be written so that the table has the rows.</summary>
    /// <exception cref="ExtensionSourceException">A row that could be served until now, or one of <paramref name="rows"/>, no longer could.</exception>
    internal static (ImmutableArray<ExtensionRow> Added, ImmutableArray<ExtensionRow> Changed, ImportCounts Counts) Plan(
        ImmutableArray<ExtensionRow> present, ImmutableArray<ExtensionRow> rows)
    {
        var incoming = rows.Select(r => r.Trimmed()).ToDictionary(r => r.Id);
        var known = present.ToLookup(r => r.Id);
        var refusedBefore = ExtensionValidator.Validate(present, []).Rejected.Select(r => r.Id).ToHashSet();
        ExtensionRow[] after = [.. present.Select(r => incoming.GetValueOrDefault(r.Id, r)), .. incoming.Values.Where(r => !known.Contains(r.Id))];
        Refuse(ExtensionValidator.Validate(after, []).Rejected.Where(r => incoming.ContainsKey(r.Id) || !refusedBefore.Contains(r.Id)));
        ImmutableArray<ExtensionRow> added = [.. incoming.Values.Where(r => !known.Contains(r.Id))];
        ImmutableArray<ExtensionRow> changed = [.. incoming.Values.Where(r => known.Contains(r.Id) && known[r.Id].Single() != r)];
        return (added, changed, new ImportCounts(added.Length, changed.Length, rows.Length - added.Length - changed.Length));
    }

    private static void Refuse(IEnumerable<RejectedRow> rejected)
    {
        var faults = rejected.Select(r => $"id {r.Id}: {string.Join("; ", r.Reasons)}").ToList();
        if (faults.Count == 0)
            return;
        var more = faults.Count > ReasonsShown ? $" | e mais {faults.Count - ReasonsShown}" : "";
        throw new ExtensionSourceException($"nada foi importado; corrija e repita: {string.Join(" | ", faults.Take(ReasonsShown))}{more}");
    }
}

/// <summary>What an import did, in rows.</summary>
internal sealed record ImportCounts(int Added, int Changed, int Unchanged);
