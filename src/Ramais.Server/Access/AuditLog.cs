using System.Data.Common;
using Ramais.Access;

namespace Ramais.Server.Access;

/// <summary>Reads the audit chain beside its owner: while the server runs, or without it.</summary>
internal sealed class AuditLog(OutboxDatabase outbox, AuditSeal seal)
{
    private const string Rewritten = "nenhuma entrada tem o hash anotado: a cadeia foi refeita ou cortada depois da anotação";

    private readonly AuditTable _chain = new(outbox.Schema, seal);

    /// <summary>Looks at every entry, at the chain's end, and at the outbox's decisions, each of which must have an entry.</summary>
    /// <param name="expected">A hash noted before, which one entry must have; null: none.</param>
    /// <exception cref="IOException">The outbox can't be read.</exception>
    public AuditReport Verify(string? expected = null) => outbox.Use(connection =>
    {
        using var snapshot = outbox.BeginReading(connection); // a decision may be added meanwhile
        var check = new AuditCheck(seal);
        var (first, found) = ((string?)null, expected is null);
        foreach (var (entry, personal) in _chain.Read(connection))
        {
            first ??= entry.At;
            found |= entry.Hash == expected;
            if (check.Take(entry, personal) is { } fault)
                return check.Broken(fault);
        }
        var report = check.End(_chain.Head(connection));
        return report with { Fault = report.Fault ?? Unlinked(connection, check, first) ?? (found ? null : new(report.Entries + 1, Rewritten)) };
    });

    /// <summary>Entries in their order, each with what is still kept beside it.</summary>
    /// <exception cref="IOException">The outbox can't be read.</exception>
    public void Export(Action<AuditEntry, List<AuditPersonal>> write) => outbox.Use(connection =>
    {
        using var snapshot = outbox.BeginReading(connection);
        foreach (var (entry, personal) in _chain.Read(connection))
            write(entry, personal);
        return true;
    });

    /// <summary>A decision without an entry. Those from before the chain began have none.</summary>
    private AuditFault? Unlinked(DbConnection connection, AuditCheck check, string? since)
    {
        if (since is null)
            return null;
        var calls = connection.Column<string>($"select call_id from {outbox.Decisions} where kept_at >= @since order by kept_at", ("@since", since));
        return calls.Where(call => !check.Calls.Contains(Guid.Parse(call)))
            .Select(call => new AuditFault(check.Calls.Count + 1, $"a decisão da chamada {call} está na caixa de saída e não na cadeia: a entrada dela foi removida"))
            .FirstOrDefault();
    }
}
