using Ramais.Conversation;

namespace Ramais.Testing;

/// <summary>The embedded rules behind a delay, as a model behind a network has one.</summary>
internal sealed class SlowUnderstanding(TimeProvider time) : IVisitorUnderstanding
{
    private readonly RulesUnderstanding _rules = new();

    /// <summary>Between the words and their meaning.</summary>
    public TimeSpan Delay { get; set; }

    public async ValueTask<VisitorSlots> UnderstandAsync(VisitorTurn turn, CancellationToken cancellation)
    {
        if (Delay > TimeSpan.Zero)
            await Task.Delay(Delay, time, cancellation);
        return await _rules.UnderstandAsync(turn, cancellation);
    }
}
