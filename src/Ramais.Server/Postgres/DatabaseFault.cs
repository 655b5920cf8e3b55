using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using Ramais.Server.Settings;

namespace Ramais.Server.Postgres;

/// <summary>Words what went wrong with the database as one Portuguese line: which database, the cause, the cure. Never the password.</summary>
internal static class DatabaseFault
{
    /// <summary>
    /// Whether an exception tells of the database, its network or its table, rather than of an error of ours or of <paramref name="cancellation"/>.
    /// A cancellation by a time limit does.
    /// </summary>
    public static bool Is(Exception fault, CancellationToken cancellation) => fault switch
    {
        NpgsqlException or SocketException or IOException or TimeoutException or AuthenticationException or InvalidCastException => true,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        _ => false,
    };

    /// <summary><c>host:port/database</c>.</summary>
    public static string Place(DatabaseSettings settings) => $"{settings.Host}:{settings.Port}/{settings.Name}";

    /// <param name="settings">Which database.</param>
    /// <param name="fault">What the driver threw; a cancellation stands for its time limit.</param>
    public static string Describe(DatabaseSettings settings, Exception fault) => $"PostgreSQL {Place(settings)}: {Cause(settings, fault).ReplaceLineEndings(" ")}.";

    private static string Cause(DatabaseSettings settings, Exception fault) => fault switch
    {
        PostgresException refusal => Cause(settings, refusal),
        OperationCanceledException => "sem resposta em 1,5 s: confira DB_HOST, DB_PORT, a rede e o firewall",
        InvalidCastException => "a tabela extension_ia tem colunas de outro tipo: compare-a com docs/operacao.md",
        TimeoutException or { InnerException: TimeoutException } => "a consulta não terminou a tempo: veja a carga e os bloqueios do servidor",
        SocketException socket => Cause(socket),
        { InnerException: SocketException socket } => Cause(socket),
        IOException or { InnerException: IOException } => "a conexão caiu: confira se o PostgreSQL está no ar",
        NpgsqlException when settings.Password is null => $"a entrada falhou sem senha ({fault.Message}): defina DB_PASSWORD",
        _ => $"{fault.Message}: confira os ajustes DB_*",
    };

    private static string Cause(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "recusou a conexão: confira se o PostgreSQL está no ar e os ajustes DB_HOST e DB_PORT",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "o nome não foi encontrado: confira DB_HOST e o DNS",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.TimedOut => "a rede não chega ao servidor: confira DB_HOST e as rotas",
        _ => $"a conexão falhou ({socket.Message}): confira se o PostgreSQL está no ar e a rede",
    };

    private static string Cause(DatabaseSettings settings, PostgresException refusal) => refusal.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => $"senha recusada para o usuário {User(settings)}: confira DB_USER e DB_PASSWORD",
        PostgresErrorCodes.InvalidAuthorizationSpecification => $"o usuário {User(settings)} não é aceito: confira DB_USER e o pg_hba.conf do servidor",
        PostgresErrorCodes.InvalidCatalogName => "o banco não existe: confira DB_NAME",
        PostgresErrorCodes.UndefinedTable => "a tabela extension_ia não existe: crie-a com ./ramais db init",
        PostgresErrorCodes.UndefinedColumn => "a tabela extension_ia não tem as colunas esperadas: compare-a com docs/operacao.md",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"o usuário {User(settings)} não tem permissão ({refusal.MessageText}): dê as de docs/operacao.md ou use o dono da tabela",
        PostgresErrorCodes.ReadOnlySqlTransaction => "o servidor só aceita leitura: aponte DB_HOST para o principal, não para a réplica",
        PostgresErrorCodes.TooManyConnections => "não há conexões livres no servidor: aumente max_connections ou encerre as ociosas",
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            "o servidor está iniciando ou encerrando: aguarde; a leitura será repetida",
        _ => $"{refusal.MessageText} ({refusal.SqlState}): veja o registro do PostgreSQL",
    };

    private static string User(DatabaseSettings settings) => settings.User ?? "do sistema";
}
