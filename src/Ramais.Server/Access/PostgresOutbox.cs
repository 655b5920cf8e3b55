using System.Data;
using System.Data.Common;
using Npgsql;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;

namespace Ramais.Server.Access;

/// <summary>The outbox in the schema <c>ramais</c> of the configured PostgreSQL, shared by the installations that point to it.</summary>
internal sealed class PostgresOutbox(DatabaseSettings settings) : OutboxDatabase
{
    private const long ChainLock = 7_236_144_502; // ours alone in that database

    // A commit is on the server's disk when it returns. A machine that vanished in the middle must not keep the chain, nor pass for alive, for long.
    // The wait for a lock ends before the limit of the statement, or chance would choose which of the two is told.
    private const string Session = """
        set synchronous_commit = on; set lock_timeout = '1500ms'; set idle_in_transaction_session_timeout = '5s';
        set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3;
        """;

    private const int Usual = 2; // seconds to connect, and a statement
    private const int AtStart = 10; // nobody waits at a gate yet, and a machine that has just started is busy

    private readonly string _connection = Describe(settings, Usual);
    private readonly string _patient = Describe(settings, AtStart);

    public override string Place => $"PostgreSQL {DatabaseFault.Place(settings)}";

    public override string Schema => "ramais.";

    public override string Decisions => "ramais.outbox_decision";

    public override string Deliveries => "ramais.outbox_delivery";

    public override string Field(string name) => $"(cast(body as json) ->> '{name}')";

    public override string Blanked(params string[] fields) =>
        $"cast(cast(body as jsonb) || '{{{string.Join(',', fields.Select(field => $"\"{field}\":\"\""))}}}' as text)";

    public override string IsOneOf(string expression, string parameter) => $"{expression} = any({parameter})";

    public override object List<T>(IEnumerable<T> values) => values.ToArray();

    public override bool Exists() => Use(connection => connection.Column<bool>($"select to_regclass('{Decisions}') is not null")[0]);

    public override DbTransaction BeginLink(DbConnection connection)
    {
        var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        try
        {
            connection.Run($"select pg_advisory_xact_lock({ChainLock})");
            return transaction;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    public override DbTransaction BeginReading(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public override void BeginErasing(DbConnection connection)
    {
    }

    /// <summary>Old versions of rows are overwritten by PostgreSQL's own vacuum.</summary>
    public override void EndErasing(DbConnection connection)
    {
    }

    /// <summary>A connection of its own, for its caller to dispose. Failures are the driver's: see <see cref="OutboxDatabase.Guard"/>.</summary>
    public NpgsqlConnection Open(bool starting = false) => Opened(new NpgsqlConnection(starting ? _patient : _connection), Session);

    protected override DbConnection Connect() => Open();

    protected override string? Explain(Exception fault) => fault is not OperationCanceledException && DatabaseFault.Is(fault, CancellationToken.None)
        ? $"A caixa de saída não pôde ser usada. {Describe(fault)}"
        : null;

    private string Describe(Exception fault) => (fault as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
            $"{Place}: faltam as tabelas da caixa de saída; inicie o servidor com ACCESS_OUTBOX=postgres, e ele as cria.",
        PostgresErrorCodes.InsufficientPrivilege => $"{Place}: o usuário não pode criar ou usar o esquema ramais; dê-lhe create no banco ou crie o esquema com ele por dono.",
        PostgresErrorCodes.LockNotAvailable => $"{Place}: outro processo segura a cadeia de auditoria; veja pg_stat_activity.",
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            $"{Place}: o servidor está iniciando ou encerrando; espere que esteja no ar.",
        _ => DatabaseFault.Describe(settings, fault),
    };

    private static string Describe(DatabaseSettings settings, int limit)
    {
        var connection = Database.Common(settings);
        connection.Timeout = limit;
        connection.ApplicationName = "ramais caixa de saída";
        connection.Pooling = false; // the store holds one, which tells that its installation lives; the others are rare
        connection.CommandTimeout = limit;
        return connection.ConnectionString;
    }
}
