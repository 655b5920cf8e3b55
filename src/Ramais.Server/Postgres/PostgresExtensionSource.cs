using System.Collections.Immutable;
using Ramais.Extensions;

namespace Ramais.Server.Postgres;

/// <summary>The rows of <c>extension_ia</c>. The table has no primary key: a change that would touch several rows is refused.</summary>
internal sealed class PostgresExtensionSource(Database database) : IExtensionSource
{
    public string Name => "database";

    public async ValueTask<ImmutableArray<ExtensionRow>> LoadAsync(CancellationToken cancellation) =>
        await database.ReadAsync(ExtensionTable.LoadAsync, cancellation);

    public async ValueTask<ExtensionRow> AddAsync(ExtensionRow row, CancellationToken cancellation) =>
        row.Id > 0 ? await AddWithIdAsync(row, cancellation) : await AddNewAsync(row, cancellation);

    public async ValueTask<bool> ChangeAsync(ExtensionRow row, CancellationToken cancellation) => await database.ChangeAsync(
        async (connection, token) => WasOne(await ExtensionTable.UpdateAsync(connection, [row], token), row.Id), cancellation);

    public async ValueTask<bool> RemoveAsync(int id, CancellationToken cancellation) => await database.ChangeAsync(
        async (connection, token) => WasOne(await ExtensionTable.DeleteAsync(connection, id, token), id), cancellation);

    private Task<ExtensionRow> AddWithIdAsync(ExtensionRow row, CancellationToken cancellation) => database.ChangeAsync(
        async (connection, token) =>
        {
            await ExtensionTable.InsertAsync(connection, [row], token);
            return await ExtensionTable.CountAsync(connection, row.Id, token) == 1 ? row : throw Duplicate(row.Id);
        },
        cancellation);

    /// <summary>Ids once given by hand may stand in the way of the sequence: then it is raised above them, and asked again.</summary>
    private async Task<ExtensionRow> AddNewAsync(ExtensionRow row, CancellationToken cancellation)
    {
        if (await TryInsertAsync(row, cancellation) is { Unique: true } first)
            return first.Row;
        await database.ChangeAsync(ExtensionTable.RaiseSequenceAsync, cancellation);
        var (stored, unique) = await TryInsertAsync(row, cancellation);
        return unique ? stored : throw Duplicate(stored.Id);
    }

    /// <summary>A row whose id another one has is not left in the table.</summary>
    private Task<(ExtensionRow Row, bool Unique)> TryInsertAsync(ExtensionRow row, CancellationToken cancellation) => database.UseAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            var id = await ExtensionTable.InsertAsync(connection, row, token);
            var unique = await ExtensionTable.CountAsync(connection, id, token) == 1;
            if (unique)
                await transaction.CommitAsync(token);
            return (row with { Id = id }, unique);
        },
        cancellation);

    /// <exception cref="ExtensionSourceException">Several: the transaction ends without effect.</exception>
    private bool WasOne(int touched, int id) => touched > 1 ? throw Duplicate(id) : touched == 1;

    private ExtensionSourceException Duplicate(int id) => new(
        $"PostgreSQL {DatabaseFault.Place(database.Settings)}: o id {id} estaria em mais de uma linha de extension_ia; nada foi alterado: deixe cada id numa só linha.");
}
