using Ramais.Listeners;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;

namespace Ramais.Server.Amqp;

/// <summary>
/// The process's one connection to RabbitMQ. Its loop opens it in the background, at the start and whenever it is lost, with growing pauses;
/// nobody waits for it: whoever publishes meanwhile is told at once why not.
/// </summary>
internal sealed partial class AmqpConnection(AmqpSettings settings, IEnumerable<AmqpQueue> queues, TimeProvider time, ILogger<AmqpConnection> log)
    : StopsLastService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private volatile AmqpLink? _link;
    private volatile string _cause = $"RabbitMQ em {settings.Host}:{settings.Port}: ainda não conectado; tente de novo em instantes";

    public AmqpSettings Settings => settings;

    /// <summary>Null while there is none; then <see cref="Cause"/> says why.</summary>
    public AmqpLink? Link => _link;

    public string Cause => _cause;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 1; !stoppingToken.IsCancellationRequested; failures++)
        {
            if (await HoldAsync(stoppingToken))
                failures = 1;
            await Task.Delay(GrowingPause.After(ShortestPause, LongestPause, failures), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Opens the connection and keeps it until it is lost.</summary>
    /// <returns>False when it could not be opened.</returns>
    private async Task<bool> HoldAsync(CancellationToken stopping)
    {
        try
        {
            await using var link = await OpenAsync(stopping);
            _link = link;
            Connected(log, settings.Host, settings.Port);
            try
            {
                _cause = $"RabbitMQ em {settings.Host}:{settings.Port}: conexão perdida ({await link.Lost.WaitAsync(stopping)}); veja se está no ar";
                Lost(log, _cause);
                return true;
            }
            finally
            {
                _link = null;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return true;
        }
#pragma warning disable CA1031 // the client's failures have no common type, and none of them may end the loop
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Report(AmqpFault.Describe(settings, failure));
            return false;
        }
    }

    private async Task<AmqpLink> OpenAsync(CancellationToken stopping)
    {
        var link = await AmqpLink.OpenAsync(settings, stopping);
        try
        {
            foreach (var queue in settings.Declare ? queues : [])
                await AmqpQueues.EnsureAsync(link, queue.Name, stopping);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Once a cause: a broker that stays away must not fill the log.</summary>
    private void Report(string cause)
    {
        if (cause != _cause)
            Unreachable(log, cause);
        _cause = cause;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "RabbitMQ em {Host}:{Port}: conectado.")]
    private static partial void Connected(ILogger log, string host, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Cause}; nova tentativa em seguida.")]
    private static partial void Lost(ILogger log, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Cause}; as tentativas continuam.")]
    private static partial void Unreachable(ILogger log, string cause);
}
