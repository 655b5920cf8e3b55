using System.Collections.Immutable;

namespace Ramais.Server.Dashboard.Calls;

// Public because parameters of components have to be; nothing outside this project sees them.

/// <summary>One call as its page shows it. For a viewer it holds no name, word or number: what a page does not have, it can't leak.</summary>
/// <param name="Outcome">The result, or the one that is settled already; null while it is open.</param>
/// <param name="LengthMs">From the first accept to the end, or to the last event.</param>
/// <param name="Legs">The visitor's and the resident's, one of each that came; a resident's leg that came again takes the place of the former.</param>
/// <param name="Bars">By the instant at which they begin.</param>
public sealed record CallPicture(
    Guid Id, string Extension, int Condominium, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Outcome, long LengthMs,
    ImmutableArray<LegPicture> Legs, DecisionPicture? Decision, ImmutableArray<Bar> Bars);

/// <summary>One party's side.</summary>
public sealed record LegPicture(bool IsVisitor, int Port, bool IsLive, string? EndReason, ImmutableArray<Line> Lines);

/// <param name="AtMs">Since the call began.</param>
public sealed record Line(long AtMs, string Speaker, string Text);

/// <summary>The access decision; empty names are not shown.</summary>
public sealed record DecisionPicture(bool IsAuthorized, string Apartment, string Resident, string Visitor, string Intent, string By, DateTimeOffset At);

/// <summary>One stretch of the timeline, in milliseconds since the call began; a point where both ends are one.</summary>
/// <param name="Event">The API's word, for a <see cref="BarKind.Event"/>.</param>
public sealed record Bar(BarKind Kind, bool IsVisitor, long FromMs, long ToMs, string? Detail, string? Event = null)
{
    public long LengthMs => ToMs - FromMs;
}

public enum BarKind
{
    /// <summary>A party speaks.</summary>
    Speech,

    /// <summary>We speak.</summary>
    Prompt,

    /// <summary>Until the end of speech was sure.</summary>
    Endpointing,

    Recognition,
    Understanding,
    Synthesis,

    /// <summary>Until our first sound left.</summary>
    Playback,

    /// <summary>The resident's telephone rings.</summary>
    Ringing,

    Decision,

    /// <summary>Anything else, a point.</summary>
    Event,
}
