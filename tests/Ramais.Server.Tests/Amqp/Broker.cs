using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Ramais.Server.Tests.Amqp;

/// <summary>The other side: whoever owns the queues and takes the messages.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Broker(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public IChannel Channel => _channel;

    public static async Task<Broker> ConnectAsync(RabbitNode node)
    {
        var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = node.Port, AutomaticRecoveryEnabled = false };
        var connection = await factory.CreateConnectionAsync(TestContext.Current.CancellationToken);
        return new(connection, await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <param name="name">Of a durable queue, to be created.</param>
    /// <param name="arguments">Others than ours, if any.</param>
    public Task DeclareAsync(string name, IDictionary<string, object?>? arguments = null) =>
        _channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Takes messages from a queue until the channel is closed.</summary>
    public async Task<ChannelReader<Taken>> ConsumeAsync(string queue)
    {
        var messages = System.Threading.Channels.Channel.CreateUnbounded<Taken>(); // a test publishes a few
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            messages.Writer.TryWrite(new(delivery.Body.ToArray(), new BasicProperties(delivery.BasicProperties)));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer, TestContext.Current.CancellationToken);
        return messages.Reader;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

/// <summary>A message as the consumer gets it.</summary>
internal sealed record Taken(byte[] Body, BasicProperties Properties);
