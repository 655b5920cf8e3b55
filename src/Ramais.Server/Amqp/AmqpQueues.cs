using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Ramais.Server.Amqp;

/// <summary>A queue that some part publishes to; registered once each, created where it is missing.</summary>
internal sealed record AmqpQueue(string Name);

/// <summary>Looks at queues and creates missing ones.</summary>
internal static class AmqpQueues
{
    private const ushort NotFound = 404;

    /// <summary>
    /// Creates a durable queue unless there is one. One that others declared with other arguments stays as it is, and a user who may not
    /// create is no fault here: a message that reaches no queue is returned, and says so.
    /// </summary>
    public static async Task EnsureAsync(AmqpLink link, string queue, CancellationToken cancellation)
    {
        if (await FindAsync(link, queue, cancellation) is not null)
            return;
        try
        {
            await using var channel = await link.OpenChannelAsync(cancellation);
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellation);
        }
        catch (OperationInterruptedException refused) when (refused.ShutdownReason?.ReplyCode is 403 or 405 or 406)
        {
            // no right to create, or created by somebody else in this instant
        }
    }

    /// <returns>Null when there is no such queue.</returns>
    public static async Task<QueueDeclareOk?> FindAsync(AmqpLink link, string queue, CancellationToken cancellation)
    {
        try
        {
            await using var channel = await link.OpenChannelAsync(cancellation);
            return await channel.QueueDeclarePassiveAsync(queue, cancellation);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == NotFound)
        {
            return null;
        }
    }
}
