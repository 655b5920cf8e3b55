using System.Collections.Immutable;

namespace Ramais.Server.Dashboard.Live;

// Public because parameters of components have to be; nothing outside this project sees them.

/// <summary>What the first page shows. Equal when nothing that it shows has changed.</summary>
/// <param name="Troubles">Worst first; empty when all is well.</param>
/// <param name="Extensions">How many stand how.</param>
/// <param name="Rejected">Rows that are not served, by id.</param>
/// <param name="Providers">The services outside.</param>
/// <param name="Source">Where the configuration came from.</param>
/// <param name="Calls">In progress, newest first.</param>
public sealed record Overview(
    ImmutableArray<Trouble> Troubles, ExtensionCounts Extensions, ImmutableArray<RejectedLine> Rejected, ImmutableArray<ProviderLine> Providers,
    SourceLine Source, ImmutableArray<LiveCall> Calls);

public sealed record ExtensionCounts(int Active, int Alternative, int Failed, int Draining)
{
    public int Total => Active + Alternative + Failed;
}

public sealed record RejectedLine(int Id, string Reasons);

/// <param name="Kind">What it does for us.</param>
/// <param name="Name">As in the settings.</param>
/// <param name="IsPaused">It failed often and is left alone.</param>
public sealed record ProviderLine(ProviderKind Kind, string Name, bool IsPaused);

public enum ProviderKind
{
    Recognition,
    Understanding,
    Synthesis,
}

/// <param name="Name"><c>database</c> or <c>file</c>; null until a load has succeeded.</param>
/// <param name="LoadedAt">The last load that succeeded.</param>
/// <param name="Fault">Why the latest one did not; null: it did.</param>
public sealed record SourceLine(string? Name, DateTimeOffset? LoadedAt, string? Fault);

/// <summary>A call in progress, in a line.</summary>
public sealed record LiveCall(
    Guid Id, int Condominium, string Extension, string State, DateTimeOffset StartedAt, bool VisitorIsOn, bool ResidentIsOn, string? Apartment);

/// <summary>Something that is not well.</summary>
/// <param name="Kind">What.</param>
/// <param name="Count">How many of it, where it can be counted.</param>
public sealed record Trouble(TroubleKind Kind, int Count = 0)
{
    /// <summary>Calls are lost by it.</summary>
    public bool IsSevere => Kind is TroubleKind.NothingLoaded or TroubleKind.TurnsAway or TroubleKind.PortsClosed;
}

/// <summary>The worst first.</summary>
public enum TroubleKind
{
    /// <summary>No extension was ever loaded.</summary>
    NothingLoaded,

    /// <summary>The machine is full: visitors are turned away.</summary>
    TurnsAway,

    /// <summary>Extensions with a closed port.</summary>
    PortsClosed,

    /// <summary>The source of the extensions can't be read.</summary>
    SourceFailed,

    /// <summary>Rows that are not served.</summary>
    RowsRejected,

    /// <summary>Extensions on another port than the configured one.</summary>
    OtherPorts,

    /// <summary>Services that are left alone.</summary>
    ProvidersPaused,
}
