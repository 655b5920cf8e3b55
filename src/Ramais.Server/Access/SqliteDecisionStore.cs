using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Ramais.Access;

namespace Ramais.Server.Access;

/// <summary>
/// The outbox in <c>DATA_DIR/decisoes.db</c>, and beside each decision its link of the audit chain. With a write-ahead log and
/// synchronous=FULL a commit is on the disk when it returns, so that neither a killed process nor a power cut loses it.
/// </summary>
internal sealed class SqliteDecisionStore : IDecisionStore, IDisposable
{
    private static readonly string Schema = $"""
        pragma journal_mode = wal;
        pragma synchronous = full;
        create table if not exists decision (call_id text primary key, kept_at text not null, body text not null) without rowid;
        create table if not exists delivery (
            call_id text not null references decision on delete cascade, sink text not null, delivered_at text, primary key (call_id, sink)) without rowid;
        create index if not exists delivery_owed on delivery (sink) where delivered_at is null;
        {AuditTable.Create("")}
        """;

    private readonly SqliteOutbox _outbox;
    private readonly SqliteConnection _connection;
    private readonly AuditTable _chain;
    private readonly TimeProvider _time;

    /// <param name="path">The file; made where it is missing.</param>
    /// <param name="seal">Of the audit chain; null: without a key.</param>
    /// <exception cref="IOException">The file can't be opened, or is no outbox.</exception>
    public SqliteDecisionStore(string path, AuditSeal? seal = null, TimeProvider? time = null)
    {
        (_outbox, _chain, _time) = (new(path), new("", seal ?? new(null)), time ?? TimeProvider.System);
        _connection = Guard(() => _outbox.Open(create: true));
        try
        {
            Guard(() => _connection.Run(Schema));
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>See <see cref="AuditTable.LacksKey"/>.</summary>
    public bool LacksKey => Guard(() => _chain.LacksKey(_connection));

    public bool TryKeep(AccessDecision decision, IEnumerable<string> sinks) => Guard(() =>
    {
        using var transaction = _outbox.BeginLink(_connection);
        var call = decision.CallId.ToString();
        var body = JsonSerializer.Serialize(decision, StoreJson.Default.AccessDecision);
        if (_connection.Run("insert into decision values (@call, @at, @body) on conflict do nothing", ("@call", call), ("@at", Text(decision.At)), ("@body", body)) == 0)
            return false;
        foreach (var sink in sinks)
            _connection.Run("insert into delivery (call_id, sink) values (@call, @sink)", ("@call", call), ("@sink", sink));
        _chain.Append(_connection, decision, _time.GetUtcNow());
        transaction.Commit();
        return true;
    });

    public IReadOnlyList<OwedDecision> Owed() => Guard(() =>
    {
        using var command = _connection.Command("select body, sink from decision join delivery using (call_id) where delivered_at is null order by kept_at");
        using var reader = command.ExecuteReader();
        var owed = new List<OwedDecision>();
        while (reader.Read())
            owed.Add(new(JsonSerializer.Deserialize(reader.GetString(0), StoreJson.Default.AccessDecision)!, reader.GetString(1)));
        return owed;
    });

    public void MarkDelivered(Guid callId, string sink, DateTimeOffset at) => Guard(() => _connection.Run(
        "update delivery set delivered_at = @at where call_id = @call and sink = @sink", ("@at", Text(at)), ("@call", callId.ToString()), ("@sink", sink)));

    public void Forget(DateTimeOffset limit) => Guard(() => _connection.Run(
        """
        delete from decision where kept_at < @limit and not exists (
            select 1 from delivery where delivery.call_id = decision.call_id and (delivered_at is null or delivered_at >= @limit))
        """,
        ("@limit", Text(limit))));

    public void Dispose() => _connection.Dispose();

    /// <summary>Sorts as text.</summary>
    private static string Text(DateTimeOffset instant) => AuditInstant.Text(instant);

    private T Guard<T>(Func<T> work) => _outbox.Guard(work);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AccessDecision))]
internal sealed partial class StoreJson : JsonSerializerContext;
