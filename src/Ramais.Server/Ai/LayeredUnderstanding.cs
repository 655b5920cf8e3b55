using System.Collections.Immutable;
using Ramais.Conversation;
using Ramais.Server.Providers;

namespace Ramais.Server.Ai;

/// <summary>
/// Providers in the order of settings, then the embedded rules, all within one turn. What a provider answers passes
/// <see cref="Grounding"/> before anybody sees it.
/// </summary>
internal sealed class LayeredUnderstanding(ImmutableArray<GuardedProvider> providers, TimeProvider time, AiMetrics metrics) : IVisitorUnderstanding, IDisposable
{
    /// <summary>How long one provider may take.</summary>
    public static readonly TimeSpan ProviderLimit = TimeSpan.FromSeconds(6);

    /// <summary>How long all providers of a turn may take together: the visitor hears nothing meanwhile.</summary>
    public static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(9);

    /// <summary>A recorded name waits for its text 4 s and then goes on without it (<see cref="ConversationPolicy.NameRecognition"/>).</summary>
    public static readonly TimeSpan NameLimit = TimeSpan.FromSeconds(3);

    public IEnumerable<IBreakable> Providers => providers;

    public async ValueTask<Understanding> UnderstandAsync(VisitorTurn turn, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var whole = turn.Asked == Asked.Name ? NameLimit : TurnLimit;
        foreach (var provider in providers)
        {
            var left = whole - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                break;
            if (await provider.TryAskAsync(turn, left < ProviderLimit ? left : ProviderLimit, cancellation) is { } told)
                return Grounding.Of(turn, told);
        }
        metrics.Answered("rules");
        return new Understanding(VisitorRules.Understand(turn.Text, turn.Asked, turn.Directory));
    }

    public void Dispose()
    {
        foreach (var provider in providers)
            provider.Dispose();
    }
}
