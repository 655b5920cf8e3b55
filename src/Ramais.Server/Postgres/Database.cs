using Npgsql;
using Ramais.Extensions;
using Ramais.Server.Settings;

namespace Ramais.Server.Postgres;

/// <summary>The way to the PostgreSQL of the settings: one small pool, and the driver's exceptions as <see cref="ExtensionSourceException"/>.</summary>
internal sealed class Database : IAsyncDisposable
{
    /// <summary>The driver counts whole seconds; the loads of a start must not wait for two of them.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(1.5);

    private readonly NpgsqlDataSource _connections;
    private readonly TimeProvider _time;
    private readonly Lock _access = new(); // nothing is awaited inside
    private Task _givenUp = Task.CompletedTask;

    public Database(DatabaseSettings settings, TimeProvider time)
    {
        (Settings, _time) = (settings, time);
        _connections = NpgsqlDataSource.Create(Describe(settings));
    }

    public DatabaseSettings Settings { get; }

    /// <summary>For those who want a pool of their driver's; it keeps no time limits but the driver's.</summary>
    public NpgsqlDataSource Connections => _connections;

    /// <summary>Runs <paramref name="work"/> on a connection.</summary>
    /// <exception cref="ExtensionSourceException">The database can't be reached, or refuses.</exception>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(cancellation);
            return await work(connection, cancellation);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault, cancellation))
        {
            throw Wrapped(fault);
        }
    }

    /// <summary>
    /// As <see cref="UseAsync"/>, and once more where a connection of the pool turns out to be dead, as after a restart of the server. For work
    /// that may be done twice.
    /// </summary>
    /// <exception cref="ExtensionSourceException">The database can't be reached, or refuses.</exception>
    public async Task<T> ReadAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await UseAsync(work, cancellation);
        }
        catch (ExtensionSourceException fault) when (IsDeadConnection(fault.InnerException))
        {
            _connections.Clear();
            return await UseAsync(work, cancellation);
        }
    }

    /// <summary>As <see cref="UseAsync"/>, in one transaction: committed when <paramref name="work"/> returns, else nothing has changed.</summary>
    /// <exception cref="ExtensionSourceException">The database can't be reached, or refuses.</exception>
    public Task<T> ChangeAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellation) => UseAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            var result = await work(connection, token);
            await transaction.CommitAsync(token);
            return result;
        },
        cancellation);

    /// <summary>A connection of its own, to be disposed by the caller.</summary>
    /// <remarks>Failures are those of <see cref="DatabaseFault.Is"/>; a cancellation is that of the caller, or 1.5 s without an answer.</remarks>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(ConnectLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var opening = _connections.OpenConnectionAsync(either.Token).AsTask();
        try
        {
            return await opening.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            GiveUp(opening);
            throw;
        }
    }

    /// <summary>What to tell people of an exception of the driver.</summary>
    public ExtensionSourceException Wrapped(Exception fault) => new(DatabaseFault.Describe(Settings, fault), fault);

    public async ValueTask DisposeAsync()
    {
        await _givenUp;
        await _connections.DisposeAsync();
    }

    /// <summary>The driver heeds a cancellation only once the server has said a first word; until its own limit it may be left alone.</summary>
    private void GiveUp(Task<NpgsqlConnection> opening)
    {
        lock (_access)
            _givenUp = Task.WhenAll(_givenUp, CloseAsync(opening));
    }

    private static async Task CloseAsync(Task<NpgsqlConnection> opening)
    {
        try
        {
            await using var nobodyWaits = await opening;
        }
        catch (Exception fault) when (DatabaseFault.Is(fault, CancellationToken.None))
        {
            // As expected of a server that did not answer; whoever waited has been told.
        }
    }

    private static bool IsDeadConnection(Exception? fault) => fault
        is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown }
        or NpgsqlException { InnerException: IOException };

    /// <summary>What every connection to the configured server has in common.</summary>
    public static NpgsqlConnectionStringBuilder Common(DatabaseSettings settings) => new()
    {
        Host = settings.Host,
        Port = settings.Port,
        Database = settings.Name,
        Username = settings.User,
        Password = settings.Password?.Value,
        ApplicationName = "ramais",
        Timeout = 2,
        CancellationTimeout = 250,
        KeepAlive = 5, // seconds: finds a server that went away without a word
        GssEncryptionMode = GssEncryptionMode.Disable, // would be tried first, with a library that machines lack
        Enlist = false,
    };

    private static string Describe(DatabaseSettings settings)
    {
        var connection = Common(settings);
        connection.MaxPoolSize = 8; // one listens, one loads; the rest is for whoever asks the API
        connection.CommandTimeout = 5;
        return connection.ConnectionString;
    }
}
