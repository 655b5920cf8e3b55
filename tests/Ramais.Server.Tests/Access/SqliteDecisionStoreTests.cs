using Microsoft.Data.Sqlite;
using Ramais.Access;
using Ramais.Server.Access;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

public sealed class SqliteDecisionStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1714000000);

    private readonly TemporaryFolder _folder = new();
    private SqliteDecisionStore _store;

    public SqliteDecisionStoreTests() => _store = Open();

    private string Path => _folder.File("decisoes.db");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_kept_is_owed_to_every_sink_until_it_is_marked_also_after_reopening()
    {
        var (first, second) = (AccessRig.Decision(Guid.NewGuid()), AccessRig.Decision(Guid.NewGuid(), authorized: false) with { At = Now.AddSeconds(1), Visitor = "José d'Ávila; --" });
        Assert.True(_store.TryKeep(first, ["amqp", "webhook"]));
        Assert.True(_store.TryKeep(second, ["amqp"]));
        _store.MarkDelivered(first.CallId, "amqp", Now);
        _store.Dispose();
        _store = Open();
        Assert.Equal([new(first, "webhook"), new(second, "amqp")], _store.Owed());
    }

    [Fact]
    public void A_second_decision_of_a_call_changes_nothing()
    {
        var refused = AccessRig.Decision(authorized: false);
        Assert.True(_store.TryKeep(refused, ["amqp"]));
        Assert.False(_store.TryKeep(refused with { Authorized = true }, ["amqp", "webhook"]));
        Assert.Equal(new OwedDecision(refused, "amqp"), Assert.Single(_store.Owed()));
    }

    [Fact]
    public void Only_what_every_sink_has_had_for_long_is_forgotten()
    {
        var (old, owed, young) = (AccessRig.Decision(Guid.NewGuid()), AccessRig.Decision(Guid.NewGuid()), AccessRig.Decision(Guid.NewGuid()) with { At = Now.AddDays(31) });
        foreach (var decision in new[] { old, owed, young })
            _store.TryKeep(decision, ["amqp", "webhook"]);
        foreach (var (decision, sink) in new[] { (old, "amqp"), (old, "webhook"), (owed, "amqp"), (young, "amqp"), (young, "webhook") })
            _store.MarkDelivered(decision.CallId, sink, Now.AddMinutes(1));
        _store.Forget(Now.AddDays(1));
        Assert.True(_store.TryKeep(old, []));
        Assert.False(_store.TryKeep(owed, []));
        Assert.False(_store.TryKeep(young, []));
    }

    [Fact]
    public void A_commit_is_on_the_disk_when_it_returns()
    {
        Assert.Equal("wal", Ask("pragma journal_mode"));
        using var own = new SqliteConnection($"Data Source={Path};Pooling=false");
        _store.TryKeep(AccessRig.Decision(), ["amqp"]);
        own.Open(); // another connection, as after a crash: nothing was closed
        using var count = new SqliteCommand("select count(*) from decision", own);
        Assert.Equal(1L, count.ExecuteScalar());
    }

    [Fact]
    public void A_file_that_is_no_outbox_is_told_with_the_cure()
    {
        _store.Dispose();
        File.WriteAllText(Path, "isto não é um banco de dados, e é longo o bastante para que ninguém pense que é");
        File.Delete(Path + "-wal");
        Assert.Contains("está danificado: guarde uma cópia", Assert.Throws<IOException>(() => Open().Dispose()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_told_with_the_cure() => Assert.Contains(
        "confira o dono e as permissões da pasta DATA_DIR",
        Assert.Throws<IOException>(() => new SqliteDecisionStore(_folder.File("nenhuma/decisoes.db")).Dispose()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_store_that_another_process_holds_is_an_error_and_not_a_wait_for_ever()
    {
        using var other = new SqliteConnection($"Data Source={Path};Pooling=false");
        other.Open();
        using var transaction = other.BeginTransaction(deferred: false);
        var failure = Assert.Throws<IOException>(() => _store.TryKeep(AccessRig.Decision(), ["amqp"]));
        Assert.Contains("outro processo o usa", failure.Message, StringComparison.Ordinal);
        transaction.Rollback();
        Assert.True(_store.TryKeep(AccessRig.Decision(), ["amqp"]));
    }

    private SqliteDecisionStore Open() => new(Path);

    private string Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }
}
