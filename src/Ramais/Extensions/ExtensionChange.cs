using System.Collections.Immutable;

namespace Ramais.Extensions;

/// <summary>A change that the API asks for.</summary>
internal abstract record ExtensionChange
{
    /// <summary>A new row; an id of 0 lets the source choose one.</summary>
    internal sealed record Add(ExtensionRow Row) : ExtensionChange;

    /// <summary>The row that takes the place of the one with its id.</summary>
    internal sealed record Replace(ExtensionRow Row) : ExtensionChange;

    /// <summary>The row to remove.</summary>
    internal sealed record Remove(int Id) : ExtensionChange;
}

/// <summary>How a change ended.</summary>
internal enum ChangeResult
{
    /// <summary>Written at the source and applied.</summary>
    Applied,

    /// <summary>No row has that id.</summary>
    NotFound,

    /// <summary>The row is wrong in itself; nothing was written.</summary>
    Invalid,

    /// <summary>The row, or the removal, collides with what is there; nothing was written.</summary>
    Conflict,

    /// <summary>The source could not be read or written.</summary>
    SourceFailed,
}

/// <param name="Result">How it ended.</param>
/// <param name="Row">The row as written, or as it was before its removal; null unless applied.</param>
/// <param name="Reasons">Why not, in Portuguese.</param>
internal sealed record ChangeOutcome(ChangeResult Result, ExtensionRow? Row, ImmutableArray<string> Reasons)
{
    public static ChangeOutcome NotFound(int id) =>
        new(ChangeResult.NotFound, null, [$"Nenhum ramal tem o id {id}: veja os que existem em GET /api/extensions."]);
}
