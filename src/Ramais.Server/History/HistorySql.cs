using System.Data.Common;
using System.Text;
using Dapper;
using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.History;

/// <summary>The statements on the history's tables, and what reads a call with them.</summary>
internal sealed class HistorySql
{
    private readonly HistoryDatabase _database;
    private readonly string _select;
    private readonly string _selectLegs;
    private readonly string _selectDocuments;

    public HistorySql(HistoryDatabase database)
    {
        _database = database;
        var (schema, time) = (database.Schema, (Func<string, string>)database.Milliseconds);
        _select = $"""
            select cast(c.id as text) as Id, c.extension_id as ExtensionId, c.ai_number as AiNumber, c.condominium_id as CondominiumId, c.apartment as Apartment,
                {time("c.started_at")} as StartedAt, {time("c.ended_at")} as EndedAt, c.result as Result, c.state as State, {time("c.saved_at")} as SavedAt,
                case when d.call_id is null then null when d.authorized then 1 else 0 end as Authorized, coalesce(d.apartment, '') as DecisionApartment,
                coalesce(d.resident, '') as Resident, coalesce(d.visitor, '') as Visitor, coalesce(d.intent_type, '') as IntentType,
                coalesce(d.decided_by, '') as DecidedBy, coalesce({time("d.decided_at")}, 0) as DecidedAt
            from {schema}call c left join {schema}call_decision d on d.call_id = c.id

            """;
        _selectLegs = $"""
            select cast(call_id as text) as CallId, role as Role, port as Port, {time("connected_at")} as ConnectedAt, {time("ended_at")} as EndedAt, end_reason as EndReason
            from {schema}call_leg where {database.IsOneOf("call_id", "@ids")} order by call_id, seq
            """;
        _selectDocuments = $"""
            select cast(t.lines as text) as Lines, cast(t.details as text) as Details, cast(e.events as text) as Events
            from {schema}call c left join {schema}call_transcript t on t.call_id = c.id left join {schema}call_timeline e on e.call_id = c.id where c.id = @id
            """;
        One = _select + "where c.id = @id";
        Unfinished = _select + "where c.ended_at is null and (c.writer = @writer or c.saved_at < @limit)";
        SaveCall = $"""
            insert into {schema}call (id, extension_id, ai_number, condominium_id, apartment, started_at, ended_at, result, state, writer, saved_at)
            values (@id, @extension, @number, @condominium, @apartment, @started, @ended, @result, @state, @writer, @saved)
            on conflict (id) do update set extension_id = excluded.extension_id, ai_number = excluded.ai_number, condominium_id = excluded.condominium_id,
                apartment = excluded.apartment, started_at = excluded.started_at, ended_at = excluded.ended_at, result = excluded.result, state = excluded.state,
                writer = excluded.writer, saved_at = excluded.saved_at
            """;
        SaveDocuments = $"""
            insert into {schema}call_transcript (call_id, lines, details) values (@id, {database.Json("@lines")}, {database.Json("@details")})
            on conflict (call_id) do update set lines = excluded.lines, details = excluded.details;
            insert into {schema}call_timeline (call_id, events) values (@id, {database.Json("@events")})
            on conflict (call_id) do update set events = excluded.events;
            """;
        SaveLeg = $"""
            insert into {schema}call_leg (call_id, seq, role, port, connected_at, ended_at, end_reason)
            values (@id, @seq, @role, @port, @connected, @ended, @reason)
            on conflict (call_id, seq) do update set role = excluded.role, port = excluded.port, connected_at = excluded.connected_at,
                ended_at = excluded.ended_at, end_reason = excluded.end_reason
            """;
        SaveDecision = $"""
            insert into {schema}call_decision (call_id, authorized, apartment, resident, visitor, intent_type, decided_by, decided_at)
            values (@id, @authorized, @apartment, @resident, @visitor, @intent, @by, @at)
            on conflict (call_id) do update set authorized = excluded.authorized, apartment = excluded.apartment, resident = excluded.resident,
                visitor = excluded.visitor, intent_type = excluded.intent_type, decided_by = excluded.decided_by, decided_at = excluded.decided_at
            """;
    }

    public string One { get; }
    public string Unfinished { get; }
    public string SaveCall { get; }
    public string SaveDocuments { get; }
    public string SaveLeg { get; }
    public string SaveDecision { get; }

    /// <summary>One page of ended calls, and one more row where another page follows.</summary>
    public (string Sql, DynamicParameters Parameters) Page(CallQuery query, HistoryCursor? after)
    {
        var (sql, parameters) = (new StringBuilder(_select).Append("where c.ended_at is not null"), new DynamicParameters());
        void Restrict(string condition, string name, object? value)
        {
            if (value is null)
                return;
            sql.Append(" and ").Append(condition);
            parameters.Add(name, value);
        }
        Restrict("c.started_at >= @from", "from", query.From is { } from ? _database.Instant(from) : null);
        Restrict("c.started_at < @to", "to", query.To is { } to ? _database.Instant(to) : null);
        Restrict("c.condominium_id = @condominium", "condominium", query.CondominiumId);
        Restrict("c.result = @result", "result", query.Result);
        Restrict("(c.started_at, c.id) < (@at, @id)", "at", after is null ? null : _database.Instant(after.StartedAt));
        if (after is not null)
            parameters.Add("id", _database.Id(after.Id));
        parameters.Add("count", query.Rows + 1);
        return (sql.Append(" order by c.started_at desc, c.id desc limit @count").ToString(), parameters);
    }

    public async Task<ILookup<string, LegView>> LegsAsync(DbConnection connection, IEnumerable<CallRow> calls)
    {
        var parameters = new DynamicParameters();
        parameters.Add("ids", _database.Ids(calls.Select(call => Guid.Parse(call.Id))));
        return (await connection.QueryAsync<LegRow>(_selectLegs, parameters)).ToLookup(leg => leg.CallId, leg => leg.ToView());
    }

    /// <summary>A call with all that is still kept of it.</summary>
    public async Task<CallView> ReadAsync(DbConnection connection, CallRow row)
    {
        var legs = await LegsAsync(connection, [row]);
        var documents = await connection.QuerySingleAsync<DocumentRow>(_selectDocuments, IdOf(Guid.Parse(row.Id)));
        return row.ToView(
            [.. legs[row.Id]], CallDocuments.ReadLines(documents.Lines), CallDocuments.ReadEvents(documents.Events, documents.Details));
    }

    public DynamicParameters IdOf(Guid id)
    {
        var parameters = new DynamicParameters();
        parameters.Add("id", _database.Id(id));
        return parameters;
    }
}
