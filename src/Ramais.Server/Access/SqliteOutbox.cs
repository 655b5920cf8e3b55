using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Ramais.Server.Access;

/// <summary>The outbox in a file.</summary>
internal sealed class SqliteOutbox(string path) : OutboxDatabase
{
    public override string Place => path;

    public override string Schema => "";

    public override string Decisions => "decision";

    public override string Deliveries => "delivery";

    public override string Field(string name) => $"(body ->> '$.{name}')";

    public override string Blanked(params string[] fields) => $"json_set(body{string.Concat(fields.Select(field => $", '$.{field}', ''"))})";

    public override string IsOneOf(string expression, string parameter) => $"{expression} in (select value from json_each({parameter}))";

    public override object List<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);

    public override bool Exists() => File.Exists(path);

    public override DbTransaction BeginLink(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public override DbTransaction BeginReading(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override void BeginErasing(DbConnection connection) =>
        connection.Run("pragma secure_delete = on; pragma synchronous = full;" + AuditTable.Create(Schema)); // an older version made no chain

    public override void EndErasing(DbConnection connection) => connection.Run("pragma wal_checkpoint(truncate)");

    /// <param name="create">False: a file that is missing is an error.</param>
    public SqliteConnection Open(bool create) => Opened(new SqliteConnection(new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        Pooling = false,
        DefaultTimeout = 2,
        Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
    }.ToString()));

    protected override DbConnection Connect() => Open(create: false);

    protected override string? Explain(Exception fault) =>
        fault is SqliteException failure ? $"{path} não pôde ser usado ({failure.Message}); {SqliteCures.Of(failure)}" : null;
}
