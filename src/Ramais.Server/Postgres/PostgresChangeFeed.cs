using Ramais.Extensions;
using Ramais.Listeners;

namespace Ramais.Server.Postgres;

/// <summary>
/// Listens for the database's notifications and stays at it: after every loss it connects again, with growing pauses. What a notification says
/// is not read, as any of them is only a hint.
/// </summary>
internal sealed partial class PostgresChangeFeed(INotifications notifications, TimeProvider time, ILogger<PostgresChangeFeed> logger) : IChangeFeed
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private int _failures;

    public async Task RunAsync(Action changed, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await ListenAsync(changed, stopping);
            }
            catch (ExtensionSourceException fault)
            {
                NoteLoss(fault, changed);
            }
            await Task.Delay(Spread(GrowingPause.After(ShortestPause, LongestPause, _failures)), time, stopping);
        }
    }

    private async Task ListenAsync(Action changed, CancellationToken stopping)
    {
        await using var subscription = await notifications.SubscribeAsync(stopping);
        _failures = 0;
        changed(); // first of all: what was notified while nobody listened is lost
        LogListening();
        while (true)
        {
            await subscription.WaitAsync(stopping);
            changed();
        }
    }

    private void NoteLoss(ExtensionSourceException fault, Action changed)
    {
        if (++_failures > 1)
            return;
        LogLost(fault.Message);
        changed(); // the load that follows tells whether the rows can still be read
    }

    /// <summary>Servers that lost the same database should not all come back in the same instant.</summary>
    private static TimeSpan Spread(TimeSpan pause) => pause * (0.75 + (Random.Shared.NextDouble() / 4));

    [LoggerMessage(Level = LogLevel.Information, Message = "À escuta dos avisos de alteração do banco de dados.")]
    private partial void LogListening();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sem os avisos de alteração do banco de dados; a conexão será refeita. {Cause}")]
    private partial void LogLost(string cause);
}

/// <summary>A database that tells of changes.</summary>
internal interface INotifications
{
    /// <exception cref="ExtensionSourceException">It can't be reached, or refuses.</exception>
    Task<ISubscription> SubscribeAsync(CancellationToken cancellation);
}

/// <summary>One connection that listens.</summary>
internal interface ISubscription : IAsyncDisposable
{
    /// <summary>Ends with the next notification.</summary>
    /// <exception cref="ExtensionSourceException">The connection is lost.</exception>
    Task WaitAsync(CancellationToken cancellation);
}
