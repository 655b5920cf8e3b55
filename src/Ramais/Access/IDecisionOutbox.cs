namespace Ramais.Access;

/// <summary>Where decisions become durable before anybody is told of them.</summary>
internal interface IDecisionOutbox
{
    /// <summary>Returns when the decision is on disk and the access system has acknowledged it.</summary>
    /// <exception cref="IOException">It could not be written: nobody may be told that the gate opens.</exception>
    Task KeepAsync(AccessDecision decision, CancellationToken cancellation);
}
