using Microsoft.Data.Sqlite;
using Ramais.History;
using Ramais.Server.History;
using Ramais.Testing;

namespace Ramais.Server.Tests.History;

[Collection(SqlitePools.Name)]
public sealed class SqliteHistoryTests : HistoryRules, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Path => _folder.File("historico.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private protected override Task<HistoryDatabase> DatabaseAsync() => Task.FromResult<HistoryDatabase>(new SqliteHistory(Path));

    [Fact]
    public async Task A_file_that_is_damaged_is_told_with_the_cure_and_one_that_is_taken_away_is_made_anew()
    {
        await File.WriteAllTextAsync(Path, "isto não é um banco de dados, e é longo o bastante para que ninguém pense que é", Cancellation);
        var store = new HistoryStore(new SqliteHistory(Path), "a", TimeProvider.System);
        var failure = await Assert.ThrowsAsync<HistoryException>(() => store.SaveAsync([PastCalls.Ended()], Cancellation));
        Assert.Contains("está danificado: guarde uma cópia", failure.Message, StringComparison.Ordinal);
        File.Delete(Path);
        await store.SaveAsync([PastCalls.Ended()], Cancellation);
        SqliteConnection.ClearAllPools();
        File.Delete(Path); // under its feet
        await Assert.ThrowsAsync<HistoryException>(() => store.SaveAsync([PastCalls.Ended()], Cancellation));
        await store.SaveAsync([PastCalls.Ended(1)], Cancellation);
        Assert.Equal(PastCalls.Id(1), Assert.Single((await new CallHistory(new SqliteHistory(Path)).ListAsync(new(), Cancellation)).Calls).Id);
    }

    [Fact]
    public async Task A_writer_that_another_process_holds_up_fails_and_readers_are_not_held_up()
    {
        var database = new SqliteHistory(Path);
        var store = new HistoryStore(database, "a", TimeProvider.System);
        await store.SaveAsync([PastCalls.Ended()], Cancellation);
        await using var other = new SqliteConnection($"Data Source={Path};Pooling=false");
        await other.OpenAsync(Cancellation);
        await using var transaction = other.BeginTransaction(deferred: false);
        var failure = await Assert.ThrowsAsync<HistoryException>(() => store.SaveAsync([PastCalls.Ended(1)], Cancellation));
        Assert.Contains("outro processo o usa", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.Refused);
        Assert.Single((await new CallHistory(database).ListAsync(new(), Cancellation)).Calls);
    }

    [Fact]
    public async Task A_full_disk_is_told_with_the_cure_and_leaves_what_was_there()
    {
        var database = new SqliteHistory(Path);
        var store = new HistoryStore(database, "a", TimeProvider.System);
        await store.SaveAsync([PastCalls.Ended()], Cancellation);
        await database.UseAsync(async (connection, token) => // a connection of the pool, which the store gets next
        {
            await using var full = connection.CreateCommand();
            full.CommandText = "pragma max_page_count = 1";
            return await full.ExecuteNonQueryAsync(token);
        }, Cancellation);
        var failure = await Assert.ThrowsAsync<HistoryException>(() => store.SaveAsync([.. Enumerable.Range(1, 500).Select(n => PastCalls.Ended(n))], Cancellation));
        Assert.Contains("confira o espaço e o estado do disco", failure.Message, StringComparison.Ordinal);
        Assert.Single((await new CallHistory(database).ListAsync(new(), Cancellation)).Calls);
    }
}
