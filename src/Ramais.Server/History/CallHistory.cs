using Dapper;
using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.History;

/// <summary>Reads the history. Pages follow each other by key, so that a deep one costs what the first costs.</summary>
internal sealed class CallHistory(HistoryDatabase database) : ICallHistory
{
    private readonly HistorySql _sql = new(database);

    /// <exception cref="ArgumentException">The cursor is none.</exception>
    /// <exception cref="HistoryException">The history can't be read.</exception>
    public Task<CallPage> ListAsync(CallQuery query, CancellationToken stopping)
    {
        var after = query.Cursor is { } text ? HistoryCursor.Parse(text) ?? throw new ArgumentException("no cursor of a page", nameof(query)) : null;
        return database.UseAsync(
            async (connection, _) =>
            {
                var (sql, parameters) = _sql.Page(query, after);
                var rows = (await connection.QueryAsync<CallRow>(sql, parameters)).AsList();
                var more = rows.Count > query.Rows;
                var shown = rows.Take(query.Rows).ToList();
                var legs = shown.Count == 0 ? null : await _sql.LegsAsync(connection, shown);
                var calls = shown.Select(row => row.ToPastCall([.. legs![row.Id]])).ToList();
                return new CallPage([.. calls], more ? HistoryCursor.Of(calls[^1]).ToString() : null);
            },
            stopping);
    }

    /// <exception cref="HistoryException">The history can't be read.</exception>
    public Task<CallView?> FindAsync(Guid id, CancellationToken stopping) => database.UseAsync(
        async (connection, _) => await connection.QuerySingleOrDefaultAsync<CallRow>(_sql.One, _sql.IdOf(id)) is { EndedAt: not null } row
            ? await _sql.ReadAsync(connection, row)
            : null,
        stopping);
}
