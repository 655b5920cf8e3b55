using Ramais.Access;
using Ramais.Server.Amqp;

namespace Ramais.Server.Access;

/// <summary>The access system behind a queue: acknowledged means that the broker has it in a durable queue, persistent.</summary>
internal sealed class AmqpDecisionSink(AmqpPublisher publisher, string queue) : IDecisionSink
{
    public string Name => AccessSinks.Amqp;

    public async Task DeliverAsync(AccessDecision decision, bool repeated, CancellationToken cancellation)
    {
        try
        {
            await publisher.PublishAsync(new(queue, AccessMessage.Serialize(decision), decision.CallId.ToString()), cancellation);
        }
        catch (AmqpPublishException failure)
        {
            throw new DecisionSinkException(failure.Message, failure);
        }
    }
}
