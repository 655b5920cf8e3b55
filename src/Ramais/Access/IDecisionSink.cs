namespace Ramais.Access;

/// <summary>An access system, or the way to one. It may get a decision more than once and takes it once: the call's id tells.</summary>
internal interface IDecisionSink
{
    /// <summary>As ACCESS_SINKS names it.</summary>
    string Name { get; }

    /// <summary>Returns when the other side has acknowledged. May be called for several decisions at once.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="repeated">It may have arrived before.</param>
    /// <param name="cancellation">Gives this attempt up; it may have arrived.</param>
    /// <exception cref="DecisionSinkException">It was not acknowledged.</exception>
    Task DeliverAsync(AccessDecision decision, bool repeated, CancellationToken cancellation);
}

/// <summary>A decision was not acknowledged; the message says, in Portuguese, why and what cures it. It is delivered again.</summary>
internal sealed class DecisionSinkException(string message, Exception? inner = null) : Exception(message, inner);
