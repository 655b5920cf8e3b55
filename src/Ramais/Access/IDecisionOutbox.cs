namespace Ramais.Access;

/// <summary>Where decisions become durable before anybody is told of them.</summary>
internal interface IDecisionOutbox
{
    /// <summary>Returns when the decision is on disk; from then on it is delivered, whatever happens to this process.</summary>
    /// <returns>Completes when the first access system has acknowledged the decision, which may be never.</returns>
    /// <exception cref="IOException">It could not be written, or the call has a decision: nobody may be told that the gate opens.</exception>
    Task<DecisionReceipt> KeepAsync(AccessDecision decision, CancellationToken cancellation);
}

/// <summary>A kept decision.</summary>
/// <param name="Acknowledged">Completes when the first access system has it. Never fails.</param>
internal sealed record DecisionReceipt(Task Acknowledged);
