using Microsoft.Data.Sqlite;
using Ramais.Access;
using Ramais.Server.Access;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

public sealed class SqliteDecisionStoreTests : DecisionStoreRules, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteDecisionStore _store;

    public SqliteDecisionStoreTests() => _store = new(Path);

    private protected override OutboxDatabase Outbox => new SqliteOutbox(Path);

    private string Path => _folder.File("decisoes.db");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
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
        Assert.Contains("está danificado: guarde uma cópia", Assert.Throws<IOException>(Open).Message, StringComparison.Ordinal);
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

    private protected override IDecisionStore Open()
    {
        _store.Dispose();
        return _store = new(Path);
    }

    private string Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }
}
