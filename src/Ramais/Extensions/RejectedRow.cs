using System.Collections.Immutable;

namespace Ramais.Extensions;

/// <summary>
/// A row that is not served, and every reason for it, in Portuguese. <see cref="Conflict"/> is true when the row is well formed and only
/// collides with another one.
/// </summary>
internal sealed record RejectedRow(int Id, ImmutableArray<string> Reasons, bool Conflict);
