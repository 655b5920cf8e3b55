using System.Collections.Immutable;
using Ramais.Calls;

namespace Ramais.History;

/// <summary>The history on disk. For <see cref="CallArchive"/> alone. Everything throws <see cref="HistoryException"/>.</summary>
internal interface IHistoryStore
{
    /// <summary>Writes pictures of calls, all of them or none. A picture replaces what there was of its call.</summary>
    Task SaveAsync(IReadOnlyCollection<CallView> calls, CancellationToken stopping);

    /// <summary>Calls that this installation wrote without an end, as a process that was killed leaves them.</summary>
    Task<ImmutableArray<UnfinishedCall>> UnfinishedAsync(CancellationToken stopping);
}

/// <param name="Call">As it was last written.</param>
/// <param name="SavedAt">When that was.</param>
internal sealed record UnfinishedCall(CallView Call, DateTimeOffset SavedAt);

/// <summary>The history could not be read or written; the message says, in Portuguese, why and what cures it.</summary>
/// <param name="refused">The data are at fault, not the database: trying again is of no use.</param>
internal sealed class HistoryException(string message, Exception? inner = null, bool refused = false) : Exception(message, inner)
{
    public bool Refused { get; } = refused;
}
