using System.Data.Common;
using System.Text.Json;
using Npgsql;
using Ramais.Access;
using Ramais.Server.History;

namespace Ramais.Server.Access;

/// <summary>
/// The outbox in PostgreSQL, and beside each decision its link of the audit chain. It holds one connection, and on it a lock that tells the
/// other installations that this one lives; what one that does not live any more has left is delivered by whoever starts next.
/// </summary>
internal sealed class PostgresDecisionStore : IDecisionStore, IDisposable
{
    private const int Alive = 7_236_144; // of the locks with two keys; the other one is the installation's

    private static readonly string Schema = $"""
        create schema if not exists ramais;
        create table if not exists ramais.outbox_decision (call_id text primary key, kept_at text not null, body text not null, owner text not null);
        create table if not exists ramais.outbox_delivery (
            call_id text not null references ramais.outbox_decision on delete cascade, sink text not null, delivered_at text, primary key (call_id, sink));
        create index if not exists outbox_delivery_owed on ramais.outbox_delivery (sink) where delivered_at is null;
        {AuditTable.Create("ramais.")}
        """;

    private readonly PostgresOutbox _outbox;
    private readonly string _owner;
    private readonly AuditTable _chain;
    private readonly TimeProvider _time;
    private NpgsqlConnection? _connection;

    /// <param name="owner">Names this installation among those that share the outbox; the same after a restart.</param>
    /// <exception cref="IOException">The database can't be reached, or its tables can't be made.</exception>
    public PostgresDecisionStore(PostgresOutbox outbox, string owner, AuditSeal seal, TimeProvider time)
    {
        (_outbox, _owner, _chain, _time) = (outbox, owner, new(outbox.Schema, seal), time);
        try
        {
            LacksKey = _outbox.Guard(Prepare);
            Run((_, _) => true); // from here on it counts as alive
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>See <see cref="AuditTable.LacksKey"/>.</summary>
    public bool LacksKey { get; }

    public bool TryKeep(AccessDecision decision, IEnumerable<string> sinks)
    {
        // PostgreSQL refuses some characters, and no name is worth a decision.
        var clean = decision with
        {
            Apartment = CallDocuments.Clean(decision.Apartment),
            Resident = CallDocuments.Clean(decision.Resident),
            Visitor = CallDocuments.Clean(decision.Visitor),
            Words = CallDocuments.Clean(decision.Words),
        };
        return Run((connection, again) => Keep(connection, clean, [.. sinks], again));
    }

    public IReadOnlyList<OwedDecision> Owed() => Run((connection, _) =>
    {
        // A file belongs to one machine, so its decisions wait for it.
        using var command = connection.Command(
            """
            select d.body, y.sink from ramais.outbox_decision d join ramais.outbox_delivery y on y.call_id = d.call_id
            where y.delivered_at is null and (d.owner = @owner or (y.sink <> @file and pg_try_advisory_xact_lock(@alive, hashtext(d.owner)))) order by d.kept_at
            """, ("@owner", _owner), ("@file", FileDecisionSink.SinkName), ("@alive", Alive));
        using var reader = command.ExecuteReader();
        var owed = new List<OwedDecision>();
        while (reader.Read())
            owed.Add(new(JsonSerializer.Deserialize(reader.GetString(0), StoreJson.Default.AccessDecision)!, reader.GetString(1)));
        return owed;
    });

    public void MarkDelivered(Guid callId, string sink, DateTimeOffset at) => Run((connection, _) => connection.Run(
        "update ramais.outbox_delivery set delivered_at = @at where call_id = @call and sink = @sink",
        ("@at", AuditInstant.Text(at)), ("@call", callId.ToString()), ("@sink", sink)));

    public void Forget(DateTimeOffset limit) => Run((connection, _) => connection.Run(
        """
        delete from ramais.outbox_decision d where d.kept_at < @limit and not exists (
            select 1 from ramais.outbox_delivery y where y.call_id = d.call_id and (y.delivered_at is null or y.delivered_at >= @limit))
        """, ("@limit", AuditInstant.Text(limit))));

    public void Dispose() => _connection?.Dispose();

    /// <param name="again">The connection was lost before: a decision that is there may be this one, whose commit nobody confirmed.</param>
    private bool Keep(DbConnection connection, AccessDecision decision, string[] sinks, bool again)
    {
        using var transaction = _outbox.BeginLink(connection);
        var call = decision.CallId.ToString();
        var body = JsonSerializer.Serialize(decision, StoreJson.Default.AccessDecision);
        var added = connection.Run(
            "insert into ramais.outbox_decision values (@call, @at, @body, @owner) on conflict do nothing",
            ("@call", call), ("@at", AuditInstant.Text(decision.At)), ("@body", body), ("@owner", _owner));
        if (added == 0)
            return again && connection.Column<string>("select body from ramais.outbox_decision where call_id = @call and owner = @owner", ("@call", call), ("@owner", _owner)) is [var kept] && kept == body;
        foreach (var sink in sinks)
            connection.Run("insert into ramais.outbox_delivery values (@call, @sink)", ("@call", call), ("@sink", sink));
        _chain.Append(connection, decision, _time.GetUtcNow());
        transaction.Commit();
        return true;
    }

    private bool Prepare()
    {
        using var connection = _outbox.Open(starting: true);
        try
        {
            Create(connection);
        }
        catch (PostgresException raced) when (raced.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateSchema)
        {
            Create(connection); // the history made the schema meanwhile, under a lock of its own
        }
        return _chain.LacksKey(connection);
    }

    private void Create(DbConnection connection)
    {
        using var transaction = _outbox.BeginLink(connection);
        connection.Run(Schema);
        transaction.Commit();
    }

    /// <summary>Runs <paramref name="work"/>, once more where the connection turns out to be dead, as after a restart of the server.</summary>
    private T Run<T>(Func<DbConnection, bool, T> work) => _outbox.Guard(() =>
    {
        var used = _connection is not null;
        try
        {
            return work(Connect(), false);
        }
        catch (NpgsqlException) when (used && _connection is { FullState: not System.Data.ConnectionState.Open })
        {
            return work(Connect(), true);
        }
    });

    private NpgsqlConnection Connect()
    {
        if (_connection is { FullState: System.Data.ConnectionState.Open } open)
            return open;
        _connection?.Dispose();
        _connection = null;
        _connection = _outbox.Open();
        _connection.Run("select pg_try_advisory_lock(@alive, hashtext(@owner))", ("@alive", Alive), ("@owner", _owner));
        return _connection;
    }
}
