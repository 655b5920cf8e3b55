using Npgsql;

namespace Ramais.Server.Postgres;

/// <summary>LISTEN on the channel of the table's trigger.</summary>
internal sealed class PostgresNotifications(Database database) : INotifications
{
    public const string Channel = "change_record_extension_ia";

    public async Task<ISubscription> SubscribeAsync(CancellationToken cancellation)
    {
        try
        {
            return new Subscription(database, await ListenAsync(cancellation));
        }
        catch (Exception fault) when (DatabaseFault.Is(fault, cancellation))
        {
            throw database.Wrapped(fault);
        }
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken cancellation)
    {
        var connection = await database.OpenAsync(cancellation);
        try
        {
            await using var listen = new NpgsqlCommand($"listen {Channel}", connection);
            await listen.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Subscription(Database database, NpgsqlConnection connection) : ISubscription
    {
        public async Task WaitAsync(CancellationToken cancellation)
        {
            try
            {
                await connection.WaitAsync(cancellation);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault, cancellation))
            {
                throw database.Wrapped(fault);
            }
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
