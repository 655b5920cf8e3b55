using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ramais.Directory;

/// <summary>A loaded directory, immutable: reloading makes another one.</summary>
/// <param name="Condominiums">Each condominium's own directory.</param>
/// <param name="ForAll">The apartments of every condominium that has none of its own; empty when the file names condominiums.</param>
internal sealed record DirectorySnapshot(
    FrozenDictionary<int, CondominiumDirectory> Condominiums, ImmutableArray<Apartment> ForAll) : IDirectory
{
    public static readonly DirectorySnapshot Empty = new(FrozenDictionary<int, CondominiumDirectory>.Empty, []);

    public CondominiumDirectory For(int condominiumId) =>
        Condominiums.TryGetValue(condominiumId, out var own) ? own : new CondominiumDirectory(condominiumId, "", ForAll);
}
