using Npgsql;
using Ramais.Server.Settings;
using Ramais.Testing;

namespace Ramais.Server.Tests.Postgres;

/// <summary>
/// A <see cref="PrivatePostgres"/> for tests. Where none is installed, the tests that need it fail.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private PrivatePostgres _server = null!;
    private int _databases;

    public async ValueTask InitializeAsync() => _server = await PrivatePostgres.StartAsync(FreePorts.Take(1)[0]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    public Task StartAsync() => _server.StartAsync();

    public Task StopAsync() => _server.StopAsync();

    public Task FreezeAsync() => _server.FreezeAsync();

    public Task ThawAsync() => _server.ThawAsync();

    /// <summary>Settings of a database that exists on this server and in no other test.</summary>
    internal async Task<DatabaseSettings> NewDatabaseAsync()
    {
        var name = $"ramais_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(SettingsOf("postgres"), $"create database {name}");
        return SettingsOf(name);
    }

    internal DatabaseSettings SettingsOf(string database) => new("127.0.0.1", _server.Port, database, PrivatePostgres.User, new Secret(PrivatePostgres.Password));

    /// <summary>The settings that lead a server to a database.</summary>
    internal static Dictionary<string, string> Values(DatabaseSettings database) => new()
    {
        ["DB_HOST"] = database.Host,
        ["DB_PORT"] = $"{database.Port}",
        ["DB_NAME"] = database.Name,
        ["DB_USER"] = database.User!,
        ["DB_PASSWORD"] = database.Password!.Value,
    };

    /// <summary>Runs statements as somebody else than the server under test.</summary>
    internal static async Task ExecuteAsync(DatabaseSettings database, string sql)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    internal static async Task<T> QueryAsync<T>(DatabaseSettings database, string sql)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    internal static async Task<NpgsqlConnection> OpenAsync(DatabaseSettings database)
    {
        var connection = new NpgsqlConnection(
            $"Host={database.Host};Port={database.Port};Database={database.Name};Username={database.User};Password={database.Password!.Value};Pooling=false;GSS Encryption Mode=Disable");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}

/// <summary>Tests that share one server, each with a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPostgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
