using Dapper;
using Ramais.History;
using Ramais.Server.History;

namespace Ramais.Server.Privacy;

/// <summary>The history: transcripts and names are erased apart; what is left of a call tells of nobody.</summary>
internal sealed class HistoryPersonalData(HistoryDatabase database) : IPersonalData
{
    private const int AtOnce = 200; // in a transaction, so that the writer does not wait for long

    public string Name => "histórico";

    public async Task<int> PurgeAsync(RetentionLimits limits, CancellationToken stopping)
    {
        var schema = database.Schema;
        var transcripts = await RepeatAsync(
            $"""
            delete from {schema}call_transcript where call_id in (
                select t.call_id from {schema}call_transcript t join {schema}call c on c.id = t.call_id
                where c.started_at < @limit and c.ended_at is not null limit {AtOnce})
            """, limits.Transcripts, stopping);
        var names = await RepeatAsync(
            $"""
            update {schema}call_decision set resident = '', visitor = '' where call_id in (
                select d.call_id from {schema}call_decision d join {schema}call c on c.id = d.call_id
                where c.started_at < @limit and c.ended_at is not null and (d.resident <> '' or d.visitor <> '') limit {AtOnce})
            """, limits.Names, stopping);
        if (transcripts + names > 0)
            await database.ForgetAsync(stopping);
        return transcripts + names;
    }

    public async Task<IReadOnlyCollection<Guid>> FindAsync(Home home, CancellationToken stopping)
    {
        var parameters = new DynamicParameters();
        parameters.Add("condominium", home.CondominiumId);
        parameters.Add("apartment", home.Apartment);
        var sql = $"""
            select cast(c.id as text) from {database.Schema}call c left join {database.Schema}call_decision d on d.call_id = c.id
            where c.condominium_id = @condominium and (c.apartment = @apartment or d.apartment = @apartment) and c.ended_at is not null
            """;
        var ids = await database.UseAsync((connection, _) => connection.QueryAsync<string>(sql, parameters), stopping);
        return [.. ids.Select(Guid.Parse)];
    }

    public async Task<Erased> EraseAsync(IReadOnlyCollection<Guid> calls, CancellationToken stopping)
    {
        var (count, left, schema) = (0, 0, database.Schema);
        var sql = $"""
            delete from {schema}call_transcript where {database.IsOneOf("call_id", "@ids")};
            update {schema}call_decision set apartment = '', resident = '', visitor = '' where {database.IsOneOf("call_id", "@ids")};
            """;
        foreach (var some in calls.Chunk(AtOnce))
        {
            var parameters = new DynamicParameters();
            parameters.Add("ids", database.Ids(some));
            var ours = database.IsOneOf("id", "@ids");
            var (erased, unended) = await database.ChangeAsync(
                async (connection, _) =>
                {
                    await connection.ExecuteAsync(sql, parameters);
                    return (
                        await connection.ExecuteAsync($"update {schema}call set apartment = '' where {ours} and ended_at is not null", parameters),
                        await connection.ExecuteScalarAsync<int>($"select count(*) from {schema}call where {ours} and ended_at is null", parameters));
                },
                stopping);
            (count, left) = (count + erased, left + unended);
        }
        await database.ForgetAsync(stopping);
        return new(count, left, left == 0 ? null : "chamadas ainda não têm fim no histórico, e serão gravadas de novo; repita quando tiverem terminado");
    }

    private async Task<int> RepeatAsync(string sql, DateTimeOffset limit, CancellationToken stopping)
    {
        var parameters = new DynamicParameters();
        parameters.Add("limit", database.Instant(limit));
        var (total, changed) = (0, 0);
        do
        {
            changed = await database.ChangeAsync((connection, _) => connection.ExecuteAsync(sql, parameters), stopping);
            total += changed;
        }
        while (changed > 0);
        return total;
    }
}
