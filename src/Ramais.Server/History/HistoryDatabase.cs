using System.Data.Common;
using Ramais.History;

namespace Ramais.Server.History;

/// <summary>
/// A database that can hold the history: how to reach it, and where its SQL differs. The tables are those of Migrations, made or brought up to date
/// before the first use and again where they may be missing, because a database that comes back may be another one.
/// </summary>
internal abstract class HistoryDatabase
{
    private readonly SemaphoreSlim _preparing = new(1);
    private volatile bool _ready;

    /// <summary>What goes before a table's name.</summary>
    public abstract string Schema { get; }

    /// <summary>An instant as the statement reads it: milliseconds since 1970.</summary>
    public abstract string Milliseconds(string column);

    /// <summary>A parameter that is JSON.</summary>
    public abstract string Json(string parameter);

    /// <summary>A UUID as the driver takes it.</summary>
    public abstract object Id(Guid id);

    /// <summary>The condition that a column is one of the ids of a parameter made by <see cref="Ids"/>.</summary>
    public abstract string IsOneOf(string column, string parameter);

    /// <summary>UUIDs as the driver takes them.</summary>
    public abstract object Ids(IEnumerable<Guid> ids);

    /// <summary>An instant, to the millisecond, as the driver takes it.</summary>
    public abstract object Instant(DateTimeOffset instant);

    /// <summary>Runs <paramref name="work"/> on a connection.</summary>
    /// <exception cref="HistoryException">The database can't be reached, or refuses.</exception>
    public async Task<T> UseAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken stopping)
    {
        await PrepareAsync(stopping);
        return await ConnectAsync(work, stopping);
    }

    /// <summary>As <see cref="UseAsync"/>, in one transaction.</summary>
    /// <exception cref="HistoryException">Nothing has changed.</exception>
    public Task<T> ChangeAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken stopping) => UseAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            var result = await work(connection, token);
            await transaction.CommitAsync(token);
            return result;
        },
        stopping);

    /// <summary>Lets go of what was deleted, as far as it lies in the database's hands.</summary>
    /// <exception cref="HistoryException">It was not possible.</exception>
    public abstract Task ForgetAsync(CancellationToken stopping);

    /// <summary>Makes the tables, or brings them up to date.</summary>
    /// <exception cref="HistoryException">It was not possible.</exception>
    protected abstract Task MigrateAsync(CancellationToken stopping);

    /// <exception cref="HistoryException">What the driver threw, in words.</exception>
    protected abstract Task<T> ConnectAsync<T>(Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken stopping);

    /// <summary>The tables may not be there any more: they are looked for before the next use.</summary>
    protected void Doubt() => _ready = false;

    private async Task PrepareAsync(CancellationToken stopping)
    {
        if (_ready)
            return;
        await _preparing.WaitAsync(stopping);
        try
        {
            if (!_ready)
                await MigrateAsync(stopping);
            _ready = true;
        }
        finally
        {
            _preparing.Release();
        }
    }
}
