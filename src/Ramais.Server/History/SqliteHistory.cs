using System.Data.Common;
using DbUp;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;
using Ramais.History;
using Ramais.Server.Access;

namespace Ramais.Server.History;

/// <summary>
/// The history in <c>DATA_DIR/historico.db</c>. With a write-ahead log readers and the writer don't wait for each other. synchronous=NORMAL: a
/// killed process loses nothing that was committed; a power cut may lose the last seconds, and damages nothing.
/// </summary>
internal sealed class SqliteHistory(string path) : HistoryDatabase
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 2 }.ToString();

    public override string Schema => "";

    public override string Milliseconds(string column) => column;

    public override string Json(string parameter) => parameter;

    public override object Id(Guid id) => id.ToString();

    public override string IsOneOf(string column, string parameter) => $"{column} in {parameter}";

    public override object Ids(IEnumerable<Guid> ids) => ids.Select(id => id.ToString()).ToArray();

    public override object Instant(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    /// <summary>Deleted rows are overwritten (secure_delete); what the log has of them goes when it is emptied.</summary>
    public override Task ForgetAsync(CancellationToken stopping) => UseAsync(
        async (connection, token) =>
        {
            await using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "pragma wal_checkpoint(truncate)";
            return await checkpoint.ExecuteNonQueryAsync(token);
        },
        stopping);

    protected override Task MigrateAsync(CancellationToken stopping) => GuardAsync(async () =>
    {
        SqliteConnection.ClearPool(new(_connection)); // its connections may be to a file that is no longer there
        await using var connection = await OpenAsync(stopping);
        using (var wal = new SqliteCommand("pragma journal_mode = wal", connection))
            await wal.ExecuteNonQueryAsync(stopping);
        using var shared = new SharedConnection(connection);
        Migration.Run(DeployChanges.To.SqliteDatabase(shared).JournalToSqliteTable("history_schema"), "Sqlite");
        return true;
    });

    protected override Task<T> ConnectAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken stopping) => GuardAsync(async () =>
    {
        if (!File.Exists(path))
            throw new SqliteException("the file is gone", CantOpen); // a pooled connection would go on writing to nowhere
        await using var connection = await OpenAsync(stopping);
        return await work(connection, stopping);
    });

    private async Task<SqliteConnection> OpenAsync(CancellationToken stopping)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            await connection.OpenAsync(stopping);
            using var pragmas = new SqliteCommand("pragma synchronous = normal; pragma secure_delete = on", connection);
            await pragmas.ExecuteNonQueryAsync(stopping);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SqliteException failure)
        {
            if (failure.SqliteErrorCode is not (Busy or Locked or Full))
                Doubt();
            throw new HistoryException(
                $"{path} não pôde ser usado ({failure.Message.TrimEnd('.')}); {SqliteCures.Of(failure)}.", failure, failure.SqliteErrorCode is TooBig or Constraint or Mismatch);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new HistoryException($"{path} não pôde ser usado ({failure.Message.TrimEnd('.')}); confira o disco e o dono da pasta DATA_DIR.", failure);
        }
    }
}
