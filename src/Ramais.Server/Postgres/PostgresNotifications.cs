using Npgsql;
using Ramais.Extensions;

namespace Ramais.Server.Postgres;

/// <summary>LISTEN on the channel of the table's trigger.</summary>
internal sealed class PostgresNotifications(Database database) : INotifications
{
    public const string Channel = "change_record_extension_ia";

    public async Task<ISubscription> SubscribeAsync(CancellationToken cancellation)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.OpenAsync(cancellation);
            await using var listen = new NpgsqlCommand($"listen {Channel}", connection);
            await listen.ExecuteNonQueryAsync(cancellation);
            return new Subscription(database, connection);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            if (connection is not null)
                await connection.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            throw database.Wrapped(fault);
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
            catch (Exception fault) when (DatabaseFault.Is(fault) && !cancellation.IsCancellationRequested)
            {
                throw database.Wrapped(fault);
            }
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
