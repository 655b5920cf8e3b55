using Microsoft.Data.Sqlite;
using Ramais.Access;

namespace Ramais.Server.Access;

/// <summary>
/// The audit chain in the outbox's file, so that a decision and its link are one transaction. Several processes may append: the transaction
/// that reads the chain's end has to be one that writes from its beginning.
/// </summary>
internal static class AuditTable
{
    public const string Schema = """
        create table if not exists audit (
            seq integer primary key, kind text not null, at text not null, body text not null, seal text not null, previous text not null, hash text not null);
        create table if not exists audit_personal (seq integer not null, kind text not null, salt text not null, text text not null, primary key (seq, kind)) without rowid;
        create table if not exists audit_head (one integer primary key check (one = 1), mark text not null);
        """;

    public static void Append(SqliteConnection connection, AccessDecision decision, AuditSeal seal, DateTimeOffset at)
    {
        var last = BeginKey(connection, Last(connection), seal, at);
        var (audited, personal) = AuditedDecision.Of(decision, (last?.Seq ?? 0) + 1);
        Insert(connection, AuditChain.Next(last, AuditKinds.Decision, AuditChain.Body(audited), at, seal), seal);
        foreach (var one in personal)
        {
            connection.Run(
                "insert into audit_personal values ($seq, $kind, $salt, $text)", ("$seq", one.Seq), ("$kind", one.Kind), ("$salt", one.Salt), ("$text", one.Text));
        }
    }

    public static void Append(SqliteConnection connection, AuditedErasure erasure, AuditSeal seal, DateTimeOffset at)
    {
        var last = BeginKey(connection, Last(connection), seal, at);
        Insert(connection, AuditChain.Next(last, AuditKinds.Erasure, AuditChain.Body(erasure), at, seal), seal);
    }

    /// <summary>The chain's end; null when it is empty.</summary>
    public static AuditEntry? Last(SqliteConnection connection)
    {
        using var command = connection.Command("select * from audit order by seq desc limit 1");
        using var reader = command.ExecuteReader();
        return reader.Read() ? Entry(reader) : null;
    }

    /// <summary>Entries in their order, each with what is kept beside it.</summary>
    public static IEnumerable<(AuditEntry Entry, List<AuditPersonal> Personal)> Read(SqliteConnection connection)
    {
        using var entries = connection.Command("select * from audit order by seq");
        using var personal = connection.Command("select kind, salt, text from audit_personal where seq = $seq");
        var seq = personal.Parameters.Add("$seq", SqliteType.Integer);
        using var reader = entries.ExecuteReader();
        while (reader.Read())
        {
            var entry = Entry(reader);
            seq.Value = entry.Seq;
            yield return (entry, Personal(personal, entry.Seq));
        }
    }

    /// <summary>The seal on the chain's end; null when there is none.</summary>
    public static string? Head(SqliteConnection connection)
    {
        using var command = connection.Command("select mark from audit_head");
        return command.ExecuteScalar() as string;
    }

    /// <summary>From the first sealed entry on, one without a key is a forgery; the entry in between says where that begins.</summary>
    private static AuditEntry? BeginKey(SqliteConnection connection, AuditEntry? last, AuditSeal seal, DateTimeOffset at)
    {
        if (last is not { Seal: AuditSeal.Plain } || seal.Name == AuditSeal.Plain)
            return last;
        var key = AuditChain.Next(last, AuditKinds.Key, "{}", at, seal);
        Insert(connection, key, seal);
        return key;
    }

    private static void Insert(SqliteConnection connection, AuditEntry entry, AuditSeal seal)
    {
        connection.Run(
            "insert into audit values ($seq, $kind, $at, $body, $seal, $previous, $hash)", ("$seq", entry.Seq), ("$kind", entry.Kind), ("$at", entry.At),
            ("$body", entry.Body), ("$seal", entry.Seal), ("$previous", entry.Previous), ("$hash", entry.Hash));
        connection.Run("insert or replace into audit_head values (1, $mark)", ("$mark", seal.OfHead(entry)!));
    }

    private static List<AuditPersonal> Personal(SqliteCommand command, long seq)
    {
        using var reader = command.ExecuteReader();
        var found = new List<AuditPersonal>();
        while (reader.Read())
            found.Add(new(seq, reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return found;
    }

    private static AuditEntry Entry(SqliteDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6));
}
