using System.Collections.Immutable;

namespace Ramais.Extensions;

/// <summary>What should be open: the result of one successful load, swapped as a whole.</summary>
/// <param name="Extensions">The accepted rows, by id.</param>
/// <param name="Rejected">The others, by id.</param>
/// <param name="ReturnPorts">Ports given to the extensions that have no return port of their own, by extension id.</param>
/// <param name="Source"><c>database</c> or <c>file</c>.</param>
/// <param name="LoadedAt">The instant of the load.</param>
internal sealed record ExtensionSnapshot(
    ImmutableArray<Extension> Extensions, ImmutableArray<RejectedRow> Rejected, ImmutableSortedDictionary<int, int> ReturnPorts,
    string Source, DateTimeOffset LoadedAt);
