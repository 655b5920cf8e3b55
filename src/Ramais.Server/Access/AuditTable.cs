using System.Data.Common;
using Ramais.Access;

namespace Ramais.Server.Access;

/// <summary>
/// The audit chain beside the outbox, so that a decision and its link are one transaction. Several processes may append: the transaction that
/// reads the chain's end has to be one of <see cref="OutboxDatabase.BeginLink"/>.
/// </summary>
/// <param name="schema">What goes before a table's name.</param>
internal sealed class AuditTable(string schema, AuditSeal seal)
{
    private const string Columns = "a.seq, a.kind, a.at, a.body, a.seal, a.previous, a.hash";

    /// <summary>The statements that make the tables where they are missing.</summary>
    public static string Create(string schema) => $"""
        create table if not exists {schema}audit (
            seq bigint primary key, kind text not null, at text not null, body text not null, seal text not null, previous text not null, hash text not null);
        create table if not exists {schema}audit_personal (seq bigint not null, kind text not null, salt text not null, text text not null, primary key (seq, kind));
        create table if not exists {schema}audit_head (one integer primary key check (one = 1), mark text not null);
        """;

    public void Append(DbConnection connection, AccessDecision decision, DateTimeOffset at)
    {
        var last = BeginKey(connection, Last(connection), at);
        var (audited, personal) = AuditedDecision.Of(decision, (last?.Seq ?? 0) + 1);
        Insert(connection, AuditChain.Next(last, AuditKinds.Decision, AuditChain.Body(audited), at, seal));
        foreach (var one in personal)
        {
            connection.Run(
                $"insert into {schema}audit_personal values (@seq, @kind, @salt, @text)", ("@seq", one.Seq), ("@kind", one.Kind), ("@salt", one.Salt), ("@text", one.Text));
        }
    }

    public void Append(DbConnection connection, AuditedErasure erasure, DateTimeOffset at)
    {
        var last = BeginKey(connection, Last(connection), at);
        Insert(connection, AuditChain.Next(last, AuditKinds.Erasure, AuditChain.Body(erasure), at, seal));
    }

    /// <summary>The chain was sealed with a key before, and now there is none: what is added can't be told from a forgery.</summary>
    public bool LacksKey(DbConnection connection) => seal.Name == AuditSeal.Plain && Last(connection) is { Seal: AuditSeal.Keyed };

    /// <summary>Entries in their order, each with what is kept beside it.</summary>
    public IEnumerable<(AuditEntry Entry, List<AuditPersonal> Personal)> Read(DbConnection connection)
    {
        using var command = connection.Command(
            $"select {Columns}, p.kind, p.salt, p.text from {schema}audit a left join {schema}audit_personal p on p.seq = a.seq order by a.seq, p.kind");
        using var reader = command.ExecuteReader();
        var (entry, personal) = ((AuditEntry?)null, new List<AuditPersonal>());
        while (reader.Read())
        {
            if (entry is not null && entry.Seq != reader.GetInt64(0))
            {
                yield return (entry, personal);
                (entry, personal) = (null, []);
            }
            entry ??= Entry(reader);
            if (!reader.IsDBNull(7))
                personal.Add(new(entry.Seq, reader.GetString(7), reader.GetString(8), reader.GetString(9)));
        }
        if (entry is not null)
            yield return (entry, personal);
    }

    /// <summary>The seal on the chain's end; null when there is none.</summary>
    public string? Head(DbConnection connection) => connection.Column<string>($"select mark from {schema}audit_head").FirstOrDefault();

    /// <summary>The chain's end; null when it is empty.</summary>
    private AuditEntry? Last(DbConnection connection)
    {
        using var command = connection.Command($"select {Columns} from {schema}audit a order by a.seq desc limit 1");
        using var reader = command.ExecuteReader();
        return reader.Read() ? Entry(reader) : null;
    }

    /// <summary>From the first sealed entry on, one without a key is a forgery; the entry in between says where that begins.</summary>
    private AuditEntry? BeginKey(DbConnection connection, AuditEntry? last, DateTimeOffset at)
    {
        if (last is not { Seal: AuditSeal.Plain } || seal.Name == AuditSeal.Plain)
            return last;
        var key = AuditChain.Next(last, AuditKinds.Key, "{}", at, seal);
        Insert(connection, key);
        return key;
    }

    private void Insert(DbConnection connection, AuditEntry entry)
    {
        connection.Run(
            $"insert into {schema}audit values (@seq, @kind, @at, @body, @seal, @previous, @hash)", ("@seq", entry.Seq), ("@kind", entry.Kind), ("@at", entry.At),
            ("@body", entry.Body), ("@seal", entry.Seal), ("@previous", entry.Previous), ("@hash", entry.Hash));
        connection.Run($"insert into {schema}audit_head values (1, @mark) on conflict (one) do update set mark = excluded.mark", ("@mark", seal.OfHead(entry)!));
    }

    private static AuditEntry Entry(DbDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6));
}
