using Ramais.Access;

namespace Ramais.Testing;

/// <summary>An outbox in memory that can be slow or full.</summary>
internal sealed class FakeOutbox(TimeProvider time) : IDecisionOutbox
{
    public List<AccessDecision> Kept { get; } = [];

    public bool Broken { get; set; }

    public TimeSpan Delay { get; set; }

    public async Task KeepAsync(AccessDecision decision, CancellationToken cancellation)
    {
        if (Delay > TimeSpan.Zero)
            await Task.Delay(Delay, time, cancellation);
        if (Broken)
            throw new IOException("The disk is full.");
        Kept.Add(decision);
    }
}
