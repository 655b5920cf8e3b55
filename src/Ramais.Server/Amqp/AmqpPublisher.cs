using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Ramais.Server.Amqp;

/// <summary>One message for a queue.</summary>
/// <param name="Queue">Reached by the default exchange.</param>
/// <param name="Body">JSON, UTF-8.</param>
/// <param name="Id">The same for every repetition, so that a consumer can tell them.</param>
/// <param name="Expires">Null keeps it until somebody takes it.</param>
internal sealed record AmqpMessage(string Queue, ReadOnlyMemory<byte> Body, string Id, TimeSpan? Expires = null);

/// <summary>A message was not published, or nobody knows.</summary>
internal sealed class AmqpPublishException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It may be in the queue all the same.</summary>
    public bool MayHaveArrived { get; init; }
}

/// <summary>Publishes over the process's connection and returns when the broker has the message in a queue.</summary>
internal sealed class AmqpPublisher(AmqpConnection connection, TimeProvider time)
{
    /// <exception cref="AmqpPublishException">It did not arrive, or may not have; the message says why and what cures it.</exception>
    /// <exception cref="OperationCanceledException">Given up while waiting for the confirm; it may have arrived.</exception>
    public async Task PublishAsync(AmqpMessage message, CancellationToken cancellation)
    {
        if (connection.Link is not { } link)
            throw new AmqpPublishException(connection.Cause);
        try
        {
            await link.Publishing.BasicPublishAsync("", message.Queue, mandatory: true, Properties(message), message.Body, cancellation);
        }
        catch (PublishException unrouted) when (unrouted.IsReturn)
        {
            throw new AmqpPublishException($"{Where}: a fila {message.Queue} não existe; inicie o programa que a consome, ou crie-a durável", unrouted);
        }
        catch (PublishException refused)
        {
            throw new AmqpPublishException($"{Where}: a fila {message.Queue} recusou a mensagem; veja se ela está cheia ou sem disco", refused);
        }
#pragma warning disable CA1031 // the client's failures have no common type; whatever it was, the confirm is missing
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            throw new AmqpPublishException($"{Where}: a conexão caiu antes da confirmação; veja se está no ar", failure) { MayHaveArrived = true };
        }
    }

    private string Where => $"RabbitMQ em {connection.Settings.Host}:{connection.Settings.Port}";

    private BasicProperties Properties(AmqpMessage message) => new()
    {
        ContentType = "application/json",
        DeliveryMode = DeliveryModes.Persistent,
        MessageId = message.Id,
        Timestamp = new AmqpTimestamp(time.GetUtcNow().ToUnixTimeSeconds()),
        Expiration = message.Expires is { } span ? ((long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null,
    };
}
