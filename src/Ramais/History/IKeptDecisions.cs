using Ramais.Access;

namespace Ramais.History;

/// <summary>Looks decisions up that the outbox has written.</summary>
internal interface IKeptDecisions
{
    /// <summary>Null when the call has none, or it is forgotten.</summary>
    /// <exception cref="IOException">The outbox can't be read.</exception>
    AccessDecision? Find(Guid callId);
}
