using Ramais.Conversation;
using Ramais.Server.Ai;
using Ramais.Server.Providers;

namespace Ramais.Server.Tests.Ai;

/// <summary>A provider that answers, fails or dawdles as the test says.</summary>
internal sealed class FakeProvider(TimeProvider time, string name = "ai_service") : IUnderstandingProvider
{
    public string Name => name;

    public string Setting => "AI_API_URL";

    public TimeSpan Delay { get; set; }

    /// <summary>Null answers.</summary>
    public ProviderFailure? Fails { get; set; }

    public Func<VisitorTurn, Understanding> Answer { get; set; } = _ => Understanding.Nothing;

    public int Asked { get; private set; }

    public async Task<Understanding> AskAsync(VisitorTurn turn, CancellationToken cancellation)
    {
        Asked++;
        await Task.Delay(Delay, time, cancellation);
        return Fails is { } failure ? throw new ProviderFailedException(failure) : Answer(turn);
    }

    public void Dispose()
    {
    }
}
