using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Ramais.Access;

namespace Ramais.Server.Access;

/// <summary>
/// The outbox in <c>DATA_DIR/decisoes.db</c>. With a write-ahead log and synchronous=FULL a commit is on the disk when it returns, so that
/// neither a killed process nor a power cut loses it.
/// </summary>
internal sealed class SqliteDecisionStore : IDecisionStore, IDisposable
{
    private const string Schema = """
        pragma journal_mode = wal;
        pragma synchronous = full;
        create table if not exists decision (call_id text primary key, kept_at text not null, body text not null) without rowid;
        create table if not exists delivery (
            call_id text not null references decision on delete cascade, sink text not null, delivered_at text, primary key (call_id, sink)) without rowid;
        create index if not exists delivery_owed on delivery (sink) where delivered_at is null;
        """;

    private readonly SqliteConnection _connection;

    /// <exception cref="IOException">The file can't be opened, or is no outbox.</exception>
    public SqliteDecisionStore(string path)
    {
        Path = path;
        _connection = new(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = false, DefaultTimeout = 2 }.ToString());
        try
        {
            Guard(() =>
            {
                _connection.Open();
                return Execute(Schema);
            });
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public string Path { get; }

    public bool TryKeep(AccessDecision decision, IEnumerable<string> sinks) => Guard(() =>
    {
        using var transaction = _connection.BeginTransaction();
        var call = decision.CallId.ToString();
        var body = JsonSerializer.Serialize(decision, StoreJson.Default.AccessDecision);
        if (Execute("insert into decision values ($call, $at, $body) on conflict do nothing", ("$call", call), ("$at", Text(decision.At)), ("$body", body)) == 0)
            return false;
        foreach (var sink in sinks)
            Execute("insert into delivery (call_id, sink) values ($call, $sink)", ("$call", call), ("$sink", sink));
        transaction.Commit();
        return true;
    });

    public IReadOnlyList<OwedDecision> Owed() => Guard(() =>
    {
        using var command = Command("select body, sink from decision join delivery using (call_id) where delivered_at is null order by kept_at");
        using var reader = command.ExecuteReader();
        var owed = new List<OwedDecision>();
        while (reader.Read())
            owed.Add(new(JsonSerializer.Deserialize(reader.GetString(0), StoreJson.Default.AccessDecision)!, reader.GetString(1)));
        return owed;
    });

    public void MarkDelivered(Guid callId, string sink, DateTimeOffset at) => Guard(() => Execute(
        "update delivery set delivered_at = $at where call_id = $call and sink = $sink", ("$at", Text(at)), ("$call", callId.ToString()), ("$sink", sink)));

    public void Forget(DateTimeOffset limit) => Guard(() => Execute(
        """
        delete from decision where kept_at < $limit and not exists (
            select 1 from delivery where delivery.call_id = decision.call_id and (delivered_at is null or delivered_at >= $limit))
        """,
        ("$limit", Text(limit))));

    public void Dispose() => _connection.Dispose();

    /// <summary>Sorts as text.</summary>
    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private int Execute(string sql, params ReadOnlySpan<(string Name, string Value)> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // every text is a constant of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException failure)
        {
            throw new IOException($"{Path} não pôde ser usado ({failure.Message}); {SqliteCures.Of(failure)}", failure);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AccessDecision))]
internal sealed partial class StoreJson : JsonSerializerContext;
