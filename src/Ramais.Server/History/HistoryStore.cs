using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.History;

/// <summary>Writes pictures of calls: SQL for SQLite and PostgreSQL alike.</summary>
/// <param name="writer">Names this installation among those that share a database.</param>
internal sealed class HistoryStore(HistoryDatabase database, string writer, TimeProvider time) : IHistoryStore
{
    /// <summary>No call lives that long: one of another installation that was not written for so long has no process any more.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly HistorySql _sql = new(database);

    public Task SaveAsync(IReadOnlyCollection<CallView> calls, CancellationToken stopping) => database.ChangeAsync(
        async (connection, _) =>
        {
            foreach (var call in calls)
                await SaveAsync(connection, call);
            return calls.Count;
        },
        stopping);

    public Task<ImmutableArray<UnfinishedCall>> UnfinishedAsync(CancellationToken stopping) => database.UseAsync(
        async (connection, _) =>
        {
            var parameters = new DynamicParameters();
            parameters.Add("writer", writer);
            parameters.Add("limit", database.Instant(time.GetUtcNow() - Abandoned));
            var rows = (await connection.QueryAsync<CallRow>(_sql.Unfinished, parameters)).AsList();
            var found = ImmutableArray.CreateBuilder<UnfinishedCall>();
            foreach (var row in rows)
                found.Add(new(await _sql.ReadAsync(connection, row), HistoryInstant.Of(row.SavedAt)));
            return found.ToImmutable();
        },
        stopping);

    private async Task SaveAsync(DbConnection connection, CallView call)
    {
        var parameters = Parameters(call);
        await connection.ExecuteAsync(_sql.SaveCall, parameters);
        await connection.ExecuteAsync(_sql.SaveDocuments, parameters);
        foreach (var (seq, leg) in call.Legs.Index())
            await connection.ExecuteAsync(_sql.SaveLeg, Parameters(call.Id, seq, leg));
        if (call.Decision is { } decision)
            await connection.ExecuteAsync(_sql.SaveDecision, Parameters(call.Id, decision));
    }

    private WrittenParameters Parameters(CallView call)
    {
        var documents = CallDocuments.Of(call);
        var parameters = new WrittenParameters();
        parameters.Add("@id", database.Id(call.Id));
        parameters.Add("@extension", call.ExtensionId);
        parameters.Add("@number", CallDocuments.Clean(call.AiNumber));
        parameters.Add("@condominium", call.CondominiumId);
        parameters.Add("@apartment", CallDocuments.Clean(call.Decision?.Apartment ?? call.Apartment));
        parameters.Add("@started", database.Instant(call.StartedAt));
        parameters.Add("@ended", Instant(call.EndedAt));
        parameters.Add("@result", call.Result);
        parameters.Add("@state", call.State);
        parameters.Add("@writer", writer);
        parameters.Add("@saved", database.Instant(time.GetUtcNow()));
        parameters.Add("@lines", documents.Lines);
        parameters.Add("@details", documents.Details);
        parameters.Add("@events", documents.Events);
        return parameters;
    }

    private WrittenParameters Parameters(Guid call, int seq, LegView leg)
    {
        var parameters = new WrittenParameters();
        parameters.Add("@id", database.Id(call));
        parameters.Add("@seq", seq);
        parameters.Add("@role", CallWords.Of(leg.Role));
        parameters.Add("@port", leg.Port);
        parameters.Add("@connected", database.Instant(leg.ConnectedAt));
        parameters.Add("@ended", Instant(leg.EndedAt));
        parameters.Add("@reason", leg.EndReason);
        return parameters;
    }

    private WrittenParameters Parameters(Guid call, DecisionView decision)
    {
        var parameters = new WrittenParameters();
        parameters.Add("@id", database.Id(call));
        parameters.Add("@authorized", decision.Authorized);
        parameters.Add("@apartment", CallDocuments.Clean(decision.Apartment));
        parameters.Add("@resident", CallDocuments.Clean(decision.Resident));
        parameters.Add("@visitor", CallDocuments.Clean(decision.Visitor));
        parameters.Add("@intent", decision.Intent);
        parameters.Add("@by", decision.By);
        parameters.Add("@at", database.Instant(decision.At));
        return parameters;
    }

    private object? Instant(DateTimeOffset? instant) => instant is { } known ? database.Instant(known) : null;
}
