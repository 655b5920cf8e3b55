using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ramais.Access;
using Ramais.History;
using Ramais.Server.Access;

namespace Ramais.Server.Privacy;

/// <summary>
/// The outbox and the audit chain beside it. What is erased of an entry is entered in the chain, so that it can be told from what somebody took
/// away. A decision that is still owed keeps what it has: the access system has not seen it.
/// </summary>
internal sealed class OutboxPersonalData(string path, AuditSeal seal, TimeProvider time) : IPersonalData
{
    /// <summary>In a transaction: a decision that has to be written meanwhile waits for it.</summary>
    private const int AtOnce = 200;

    private const string Retention = "retention";
    private const string Request = "request";
    private const string NotOwed = "not exists (select 1 from delivery where delivery.call_id = decision.call_id and delivered_at is null)";

    public string Name => "decisões (decisoes.db)";

    public Task<int> PurgeAsync(RetentionLimits limits, CancellationToken stopping) => Task.FromResult(Use(0, connection =>
    {
        var erased = Purge(connection, PersonalKinds.Names, limits.Names, stopping) + Purge(connection, PersonalKinds.Words, limits.Transcripts, stopping);
        erased += connection.Run(
            $"""
            update decision set body = json_set(body, '$.resident', '', '$.visitor', '')
            where kept_at < $limit and {NotOwed} and (coalesce(body ->> '$.resident', '') <> '' or coalesce(body ->> '$.visitor', '') <> '')
            """, ("$limit", AuditInstant.Text(limits.Names)));
        erased += connection.Run(
            $"update decision set body = json_set(body, '$.words', '') where kept_at < $limit and {NotOwed} and coalesce(body ->> '$.words', '') <> ''",
            ("$limit", AuditInstant.Text(limits.Transcripts)));
        if (erased > 0)
            connection.Run("pragma wal_checkpoint(truncate)");
        return erased;
    }));

    public Task<IReadOnlyCollection<Guid>> FindAsync(Home home, CancellationToken stopping) => Task.FromResult(Use<IReadOnlyCollection<Guid>>([], connection =>
    {
        const string Find = """
            select body ->> '$.call_id' from audit join audit_personal using (seq)
            where audit_personal.kind = 'place' and audit_personal.text = $apartment and body ->> '$.condominium_id' = $condominium
            union select call_id from decision where body ->> '$.apartment' = $apartment and body ->> '$.condominium_id' = $condominium
            """;
        return [.. connection.Column<string>(Find, ("$apartment", home.Apartment), ("$condominium", home.CondominiumId)).Select(Guid.Parse)];
    }));

    public Task<Erased> EraseAsync(IReadOnlyCollection<Guid> calls, CancellationToken stopping) => Task.FromResult(Use(default(Erased), connection =>
    {
        var (count, left) = (0, 0);
        foreach (var some in calls.Chunk(AtOnce))
        {
            stopping.ThrowIfCancellationRequested();
            var ids = Json(some.Select(id => id.ToString()));
            using var transaction = connection.BeginTransaction();
            foreach (var kind in PersonalKinds.All)
            {
                count += Erase(connection, kind, Request, connection.Column<long>(
                    """
                    select seq from audit join audit_personal using (seq)
                    where audit.kind = 'decision' and audit_personal.kind = $kind and body ->> '$.call_id' in (select value from json_each($ids)) order by seq
                    """, ("$kind", kind), ("$ids", ids)));
            }
            count += connection.Run(
                $"""
                update decision set body = json_set(body, '$.apartment', '', '$.resident', '', '$.visitor', '', '$.words', '')
                where call_id in (select value from json_each($ids)) and {NotOwed} and body ->> '$.apartment' <> ''
                """, ("$ids", ids));
            left += connection.Column<long>($"select count(*) from decision where call_id in (select value from json_each($ids)) and not ({NotOwed})", ("$ids", ids)) is [var owed] ? (int)owed : 0;
            transaction.Commit();
        }
        connection.Run("pragma wal_checkpoint(truncate)");
        return new Erased(count, left);
    }));

    private int Purge(SqliteConnection connection, string kind, DateTimeOffset limit, CancellationToken stopping)
    {
        for (var total = 0; ;)
        {
            stopping.ThrowIfCancellationRequested();
            using var transaction = connection.BeginTransaction();
            var due = connection.Column<long>(
                "select seq from audit_personal join audit using (seq) where audit_personal.kind = $kind and audit.at < $limit order by seq limit $count",
                ("$kind", kind), ("$limit", AuditInstant.Text(limit)), ("$count", AtOnce));
            total += Erase(connection, kind, Retention, due);
            transaction.Commit();
            if (due.Count < AtOnce)
                return total;
        }
    }

    private int Erase(SqliteConnection connection, string kind, string reason, List<long> entries)
    {
        if (entries.Count == 0)
            return 0;
        connection.Run(
            "delete from audit_personal where kind = $kind and seq in (select value from json_each($entries))",
            ("$kind", kind), ("$entries", JsonSerializer.Serialize(entries)));
        AuditTable.Append(connection, new AuditedErasure(reason, kind, [.. entries]), seal, time.GetUtcNow());
        return entries.Count;
    }

    private static string Json(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);

    private T Use<T>(T nothing, Func<SqliteConnection, T> work) => !File.Exists(path) ? nothing : OutboxFile.Guard(path, () =>
    {
        using var connection = OutboxFile.Open(path, create: false);
        connection.Run("pragma secure_delete = on; pragma synchronous = full;" + AuditTable.Schema);
        return work(connection);
    });
}
