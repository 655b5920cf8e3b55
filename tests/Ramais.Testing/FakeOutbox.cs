using Ramais.Access;

namespace Ramais.Testing;

/// <summary>An outbox in memory that can be slow or full, before an access system that can be slow or silent.</summary>
internal sealed class FakeOutbox(TimeProvider time) : IDecisionOutbox
{
    public List<AccessDecision> Kept { get; } = [];

    public bool Broken { get; set; }

    public TimeSpan Delay { get; set; }

    /// <summary>Between the writing and the acknowledgement; null: nobody ever acknowledges.</summary>
    public TimeSpan? Acknowledges { get; set; } = TimeSpan.Zero;

    public async Task<DecisionReceipt> KeepAsync(AccessDecision decision, CancellationToken cancellation)
    {
        if (Delay > TimeSpan.Zero)
            await Task.Delay(Delay, time, cancellation);
        if (Broken)
            throw new IOException("The disk is full.");
        Kept.Add(decision);
        return new(Task.Delay(Acknowledges ?? Timeout.InfiniteTimeSpan, time, CancellationToken.None));
    }
}
