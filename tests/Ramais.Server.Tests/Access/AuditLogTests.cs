using Microsoft.Data.Sqlite;
using Ramais.Access;
using Ramais.Server.Access;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

/// <summary>The chain in the outbox's file, and what is seen of a hand in it.</summary>
public sealed class AuditLogTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1714000000);

    private readonly TemporaryFolder _folder = new();
    private readonly WatchedTime _time = new();

    public AuditLogTests() => _time.SetUtcNow(Now);

    private string Path => _folder.File("decisoes.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_kept_decision_has_its_link_and_a_refused_one_has_none()
    {
        Keep(3);
        using (var store = Open())
            Assert.False(store.TryKeep(AccessRig.Decision(Id(1)), []));
        var report = Verify();
        Assert.Equal((3L, 0L, 0L, (AuditFault?)null), (report.Entries, report.Erased, report.Keyed, report.Fault));
    }

    [Fact]
    public void A_decision_and_its_link_are_written_both_or_neither()
    {
        Keep(1);
        Tamper("create trigger no_more before insert on audit begin select raise(abort, 'cheio'); end");
        using (var store = Open())
            Assert.Throws<IOException>(() => store.TryKeep(AccessRig.Decision(Id(9)), ["amqp"]));
        Assert.Equal("1", Tamper("select count(*) from decision"));
    }

    [Theory]
    [InlineData("update audit set body = replace(body, '\"authorized\":true', '\"authorized\":false') where seq = 2", 2, "foi alterada depois de gravada")]
    [InlineData("update audit set at = '2024-01-01T00:00:00.000Z' where seq = 3", 3, "foi alterada")]
    [InlineData("delete from audit where seq = 2", 3, "esperava-se a entrada 2")]
    [InlineData("delete from audit where seq = 1", 2, "esperava-se a entrada 1")]
    [InlineData("delete from audit where seq = 4", 4, "o fim da cadeia")]
    [InlineData("delete from audit", 1, "está vazia")]
    [InlineData("update audit set seq = 10 where seq = 2; update audit set seq = 2 where seq = 3; update audit set seq = 3 where seq = 10", 2, "não aponta para a entrada anterior")]
    [InlineData("insert into audit select 5, kind, at, body, seal, hash, hash from audit where seq = 4", 5, "foi alterada")]
    [InlineData("update audit_personal set text = '[\"Outra\",\"Pessoa\"]' where seq = 3 and kind = 'names'", 3, "não são os que foram gravados")]
    [InlineData("delete from audit_personal where seq = 2 and kind = 'words'", 2, "sumiram sem que se registrasse por quê")]
    [InlineData("delete from audit where seq = 4; delete from audit_personal where seq = 4; update audit_head set mark = (select mark from keep where seq = 3)", 4, "não na cadeia")]
    public void A_hand_in_the_file_is_seen_and_named(string sql, long entry, string reason)
    {
        Keep(3);
        Tamper("create table keep as select 3 as seq, mark from audit_head");
        _time.Advance(TimeSpan.FromSeconds(1));
        using (var store = Open())
            store.TryKeep(AccessRig.Decision(Id(4)) with { At = _time.GetUtcNow() }, []);
        Assert.Null(Verify().Fault);
        Tamper(sql);
        var fault = Verify().Fault;
        Assert.Equal(entry, fault?.Seq);
        Assert.Contains(reason, fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_begins_in_the_middle_of_a_chain_and_an_entry_without_it_is_seen_from_then_on()
    {
        Keep(2);
        using (var store = Open("chave"))
        {
            Assert.False(store.LacksKey);
            store.TryKeep(AccessRig.Decision(Id(8)), []);
        }
        var report = Verify("chave");
        Assert.Equal((4L, 2L, (AuditFault?)null), (report.Entries, report.Keyed, report.Fault)); // two decisions, the key, one decision
        Assert.Contains("defina a mesma AUDIT_KEY", Verify().Fault!.Reason, StringComparison.Ordinal);
        Assert.Contains("AUDIT_KEY não é a do servidor", Verify("outra").Fault!.Reason, StringComparison.Ordinal);
        using (var store = Open())
        {
            Assert.True(store.LacksKey);
            store.TryKeep(AccessRig.Decision(Id(9)), []);
        }
        Assert.Equal((5, "não tem a chave que a anterior tem"), (Verify("chave").Fault!.Seq, Verify("chave").Fault!.Reason.Split(':')[0]));
    }

    [Fact]
    public void A_hash_noted_elsewhere_shows_that_a_chain_was_made_anew()
    {
        Keep(3);
        var noted = Verify().Last!.Hash;
        Keep(2, first: 4);
        Assert.Null(new AuditLog(new SqliteOutbox(Path), new(null)).Verify(noted).Fault);
        File.Delete(Path);
        Keep(5);
        Assert.Null(Verify().Fault);
        Assert.Contains("nenhuma entrada tem o hash anotado", new AuditLog(new SqliteOutbox(Path), new(null)).Verify(noted).Fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outbox_of_an_older_version_gets_a_chain_from_its_next_decision_on()
    {
        Keep(2);
        Tamper("drop table audit; drop table audit_personal; drop table audit_head");
        _time.Advance(TimeSpan.FromSeconds(5));
        using (var store = Open())
            store.TryKeep(AccessRig.Decision(Id(7)) with { At = _time.GetUtcNow() }, []);
        Assert.Equal((1L, (AuditFault?)null), (Verify().Entries, Verify().Fault));
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private void Keep(int count, int first = 1)
    {
        using var store = Open();
        for (var n = first; n < first + count; n++)
            Assert.True(store.TryKeep(AccessRig.Decision(Id(n)) with { Words = "[1]" }, ["amqp"]));
    }

    private SqliteDecisionStore Open(string? key = null) => new(Path, new(key), _time);

    private AuditReport Verify(string? key = null) => new AuditLog(new SqliteOutbox(Path), new(key)).Verify();

    private string? Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        using var command = connection.Command(sql);
        return command.ExecuteScalar()?.ToString();
    }
}
