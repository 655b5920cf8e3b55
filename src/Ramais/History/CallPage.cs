using System.Collections.Immutable;
using Ramais.Calls;

namespace Ramais.History;

/// <param name="Calls">Newest first.</param>
/// <param name="Next">The cursor of the page that follows; null when this is the last.</param>
internal sealed record CallPage(ImmutableArray<PastCall> Calls, string? Next);

/// <summary>An ended call in a list: who and how it ended, without what was said.</summary>
/// <param name="Id">The UUID that Asterisk gave.</param>
/// <param name="ExtensionId">The extension it came in on.</param>
/// <param name="AiNumber">That extension's number then.</param>
/// <param name="CondominiumId">Whose gate.</param>
/// <param name="StartedAt">Accept of the first leg.</param>
/// <param name="EndedAt">When both legs were gone.</param>
/// <param name="Result">authorized, denied, no_answer, operator, abandoned or failed.</param>
/// <param name="Decision">Null where nobody decided; its names are empty once their days are over.</param>
internal sealed record PastCall(
    Guid Id, int ExtensionId, string AiNumber, int CondominiumId, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Result, DecisionView? Decision)
{
    /// <summary>Its connections, visitor first.</summary>
    public ImmutableArray<LegView> Legs { get; init; } = [];
}
