using Ramais.Conversation;
using Ramais.Server.Providers;

namespace Ramais.Server.Ai;

/// <summary>Something outside this process that understands a visitor's words.</summary>
internal interface IUnderstandingProvider : IDisposable
{
    /// <summary>For metrics; one of a handful.</summary>
    string Name { get; }

    /// <summary>The setting that names it, for people.</summary>
    string Setting { get; }

    /// <summary>Asks once.</summary>
    /// <returns>What it answered, well-formed and otherwise unchecked: see <see cref="Grounding"/>.</returns>
    /// <exception cref="ProviderFailedException">There is no answer that can be used.</exception>
    /// <exception cref="OperationCanceledException">Given up by the caller.</exception>
    Task<Understanding> AskAsync(VisitorTurn turn, CancellationToken cancellation);
}
