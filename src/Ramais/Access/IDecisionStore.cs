namespace Ramais.Access;

/// <summary>
/// The decisions on disk, and which sink has acknowledged which. For <see cref="DecisionOutbox"/> alone; blocks while the disk is written.
/// Everything throws <see cref="IOException"/>, with the cause and the cure in Portuguese.
/// </summary>
internal interface IDecisionStore
{
    /// <summary>Writes and flushes a decision that these sinks are owed. False when the call has one already: nothing is changed then.</summary>
    bool TryKeep(AccessDecision decision, IEnumerable<string> sinks);

    /// <summary>What was not acknowledged, oldest first.</summary>
    IReadOnlyList<OwedDecision> Owed();

    void MarkDelivered(Guid callId, string sink, DateTimeOffset at);

    /// <summary>Forgets decisions that every sink has had since before <paramref name="limit"/>.</summary>
    void Forget(DateTimeOffset limit);
}

/// <summary>A decision that a sink has not acknowledged.</summary>
internal sealed record OwedDecision(AccessDecision Decision, string Sink);
