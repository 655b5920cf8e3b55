using System.Data.Common;
using Ramais.Access;
using Ramais.History;
using Ramais.Server.Access;

namespace Ramais.Server.Privacy;

/// <summary>
/// An outbox and the audit chain beside it. What is erased of an entry is entered in the chain, so that it can be told from what somebody took
/// away. A decision that is still owed keeps what it has: the access system has not seen it.
/// </summary>
internal sealed class OutboxPersonalData(string name, OutboxDatabase outbox, AuditSeal seal, TimeProvider time) : IPersonalData
{
    /// <summary>In a transaction: a decision that has to be written meanwhile waits for it.</summary>
    private const int AtOnce = 200;

    private const string Retention = "retention";
    private const string Request = "request";

    private readonly AuditTable _chain = new(outbox.Schema, seal);
    private readonly string _links = $"{outbox.Schema}audit a join {outbox.Schema}audit_personal p on p.seq = a.seq";
    private readonly string _notOwed =
        $"not exists (select 1 from {outbox.Deliveries} y where y.call_id = {outbox.Decisions}.call_id and y.delivered_at is null)";

    public string Name => name;

    public Task<int> PurgeAsync(RetentionLimits limits, CancellationToken stopping) => Task.FromResult(Use(0, connection =>
    {
        var erased = Purge(connection, PersonalKinds.Names, limits.Names, stopping) + Purge(connection, PersonalKinds.Words, limits.Transcripts, stopping);
        erased += Blank(connection, limits.Names, "resident", "visitor") + Blank(connection, limits.Transcripts, "words");
        if (erased > 0)
            outbox.EndErasing(connection);
        return erased;
    }));

    public Task<IReadOnlyCollection<Guid>> FindAsync(Home home, CancellationToken stopping) => Task.FromResult(Use<IReadOnlyCollection<Guid>>([], connection =>
    {
        // Of the chain's links only decisions have something personal beside them.
        var find = $"""
            select {outbox.Field("call_id")} from {_links}
            where p.kind = 'place' and p.text = @apartment and cast({outbox.Field("condominium_id")} as integer) = @condominium
            union select call_id from {outbox.Decisions}
            where {outbox.Field("apartment")} = @apartment and cast({outbox.Field("condominium_id")} as integer) = @condominium
            """;
        return [.. connection.Column<string>(find, ("@apartment", home.Apartment), ("@condominium", home.CondominiumId)).Select(Guid.Parse)];
    }));

    public Task<Erased> EraseAsync(IReadOnlyCollection<Guid> calls, CancellationToken stopping) => Task.FromResult(Use(default(Erased), connection =>
    {
        var (count, left) = (0, 0);
        foreach (var some in calls.Chunk(AtOnce))
        {
            stopping.ThrowIfCancellationRequested();
            using var transaction = outbox.BeginLink(connection);
            var (erased, owed) = Erase(connection, outbox.List(some.Select(id => id.ToString())));
            (count, left) = (count + erased, left + owed);
            transaction.Commit();
        }
        outbox.EndErasing(connection);
        return new Erased(count, left, left == 0 ? null : "decisões esperam por um sistema de acesso e ficam até a entrega; repita depois dela");
    }));

    private (int Erased, int Owed) Erase(DbConnection connection, object ids)
    {
        var (count, table) = (0, outbox.Decisions);
        foreach (var kind in PersonalKinds.All)
        {
            count += Erase(connection, kind, Request, connection.Column<long>(
                $"select a.seq from {_links} where a.kind = 'decision' and p.kind = @kind and {outbox.IsOneOf(outbox.Field("call_id"), "@ids")} order by a.seq",
                ("@kind", kind), ("@ids", ids)));
        }
        var ours = outbox.IsOneOf("call_id", "@ids");
        count += connection.Run(
            $"update {table} set body = {outbox.Blanked("apartment", "resident", "visitor", "words")} where {ours} and {_notOwed} and {outbox.Field("apartment")} <> ''",
            ("@ids", ids));
        return (count, (int)connection.Column<long>($"select count(*) from {table} where {ours} and not ({_notOwed})", ("@ids", ids))[0]);
    }

    private int Purge(DbConnection connection, string kind, DateTimeOffset limit, CancellationToken stopping)
    {
        for (var total = 0; ;)
        {
            stopping.ThrowIfCancellationRequested();
            using var transaction = outbox.BeginLink(connection);
            var due = connection.Column<long>(
                $"select a.seq from {_links} where p.kind = @kind and a.at < @limit order by a.seq limit {AtOnce}", ("@kind", kind), ("@limit", AuditInstant.Text(limit)));
            total += Erase(connection, kind, Retention, due);
            transaction.Commit();
            if (due.Count < AtOnce)
                return total;
        }
    }

    private int Blank(DbConnection connection, DateTimeOffset limit, params string[] fields) => connection.Run(
        $"""
        update {outbox.Decisions} set body = {outbox.Blanked(fields)}
        where kept_at < @limit and {_notOwed} and ({string.Join(" or ", fields.Select(field => $"coalesce({outbox.Field(field)}, '') <> ''"))})
        """, ("@limit", AuditInstant.Text(limit)));

    private int Erase(DbConnection connection, string kind, string reason, List<long> entries)
    {
        if (entries.Count == 0)
            return 0;
        connection.Run(
            $"delete from {outbox.Schema}audit_personal where kind = @kind and {outbox.IsOneOf("seq", "@entries")}", ("@kind", kind), ("@entries", outbox.List(entries)));
        _chain.Append(connection, new AuditedErasure(reason, kind, [.. entries]), time.GetUtcNow());
        return entries.Count;
    }

    private T Use<T>(T nothing, Func<DbConnection, T> work) => !outbox.Exists() ? nothing : outbox.Use(connection =>
    {
        outbox.BeginErasing(connection);
        return work(connection);
    });
}
