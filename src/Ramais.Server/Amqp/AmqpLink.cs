using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Ramais.Server.Settings;

namespace Ramais.Server.Amqp;

/// <summary>One open connection to the broker with one channel that publishes with confirms. It is never mended: a lost one is replaced.</summary>
internal sealed class AmqpLink : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IConnection _connection;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AmqpLink(IConnection connection, IChannel publishing)
    {
        (_connection, Publishing) = (connection, publishing);
        connection.ConnectionShutdownAsync += OnShutdownAsync;
        publishing.ChannelShutdownAsync += OnShutdownAsync;
        if (!publishing.IsOpen)
            _lost.TrySetResult("fechada logo depois de aberta");
    }

    /// <summary>Safe for concurrent publishing; the client numbers and matches the confirms.</summary>
    public IChannel Publishing { get; }

    /// <summary>Completes when the connection is gone, with the reason.</summary>
    public Task<string> Lost => _lost.Task;

    /// <exception cref="Exception">Whatever the client throws; <see cref="AmqpFault"/> words it.</exception>
    public static async Task<AmqpLink> OpenAsync(AmqpSettings settings, CancellationToken cancellation)
    {
        var connection = await Factory(settings).CreateConnectionAsync("ramais", cancellation);
        try
        {
            return new(connection, await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A channel that an error may close without harm to the one that publishes.</summary>
    public Task<IChannel> OpenChannelAsync(CancellationToken cancellation) => _connection.CreateChannelAsync(cancellationToken: cancellation);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    // AmqpConnection opens a lost connection anew, the first one too: the client's own recovery would be a second hand on the same state.
    private static ConnectionFactory Factory(AmqpSettings settings) => new()
    {
        HostName = settings.Host,
        Port = settings.Port,
        VirtualHost = settings.VirtualHost,
        UserName = settings.User,
        Password = settings.Password.Value,
        Ssl = new SslOption(settings.Host, enabled: settings.Tls),
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = Patience,
        ContinuationTimeout = Patience,
        HandshakeContinuationTimeout = Patience,
        RequestedHeartbeat = TimeSpan.FromSeconds(10),
    };

    private Task OnShutdownAsync(object sender, ShutdownEventArgs why)
    {
        _lost.TrySetResult(why.ReplyText);
        return Task.CompletedTask;
    }
}
