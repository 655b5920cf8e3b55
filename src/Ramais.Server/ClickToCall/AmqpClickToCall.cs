using System.Text.Json;
using Ramais.ClickToCall;
using Ramais.Server.Amqp;
using Ramais.Server.Settings;

namespace Ramais.Server.ClickToCall;

/// <summary>
/// Click-to-call by a message in a queue. Accepted means that the broker has it in the queue. A message nobody takes while the telephone
/// should have rung expires: a visitor long gone must not make a telephone ring. The contract knows no cancel: the PBX stops by itself.
/// </summary>
internal sealed class AmqpClickToCall(AmqpPublisher publisher, ClickToCallSettings settings, TimeSpan ringTime, TimeProvider time) : IClickToCall
{
    public string Name => "amqp";

    public async Task RingAsync(RingRequest request, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            AmqpRingMessage.Of(request, settings.License, time.GetUtcNow()), ClickToCallJson.Default.AmqpRingMessage);
        try
        {
            await publisher.PublishAsync(new(settings.Queue, body, RingId.Of(request), ringTime), cancellation);
        }
        catch (AmqpPublishException failure)
        {
            throw new ClickToCallException(failure.Message, failure) { MayRing = failure.MayHaveArrived };
        }
    }

    public Task CancelAsync(RingRequest request, CancellationToken cancellation) => Task.CompletedTask;
}
