using System.Collections.Immutable;
using Ramais.Access;

namespace Ramais.Calls;

/// <summary>A call as others see it: an immutable picture, published by the call's loop after every event.</summary>
/// <param name="Id">The UUID that Asterisk gave.</param>
/// <param name="ExtensionId">The extension it came in on.</param>
/// <param name="AiNumber">That extension's number.</param>
/// <param name="CondominiumId">Whose gate.</param>
/// <param name="State">The conversation's state, snake_case.</param>
/// <param name="StartedAt">Accept of the first leg.</param>
/// <param name="EndedAt">Null while it lives.</param>
/// <param name="Result">authorized, denied, no_answer, operator, abandoned, failed; null while it lives.</param>
/// <param name="Ringing">Null unless a resident is being rung.</param>
/// <param name="Legs">Visitor first.</param>
/// <param name="Transcript">What was said, by both sides and by us, in order.</param>
/// <param name="Decision">Null until there is one.</param>
/// <param name="Timeline">Events in order of their instants within each leg.</param>
internal sealed record CallView(
    Guid Id, int ExtensionId, string AiNumber, int CondominiumId, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    string? Result, RingingView? Ringing, ImmutableArray<LegView> Legs, ImmutableArray<SpokenLine> Transcript, DecisionView? Decision,
    ImmutableArray<TimelineEntry> Timeline)
{
    /// <summary>The result as soon as it is settled, which is before the last sentence: the dialplan asks when its own leg is over.</summary>
    public string? Outcome { get; init; }

    /// <summary>The apartment that the visit is for, as the directory writes it; empty until it is known.</summary>
    public string Apartment { get; init; } = "";

    /// <summary>Nothing that tells of people is in this picture: the history has the whole one, or what is still kept of it.</summary>
    public bool IsBare { get; init; }

    /// <summary>What may stay in memory of an ended call that is erased elsewhere: when, where and how it ended.</summary>
    public CallView Bare() => this with
    {
        IsBare = true,
        Apartment = "",
        Ringing = null,
        Transcript = [],
        Timeline = [],
        Decision = Decision is { } decision ? decision with { Apartment = "", Resident = "", Visitor = "" } : null,
    };
}

/// <summary>What rings now.</summary>
/// <param name="Apartment">As the directory writes it.</param>
/// <param name="Attempt">Counts the rounds of ringing of this call from 1.</param>
/// <param name="Phones">One number, or all that ring at once.</param>
internal sealed record RingingView(string Apartment, int Attempt, ImmutableArray<string> Phones);

/// <summary>One connection of a call.</summary>
internal sealed record LegView(LegRole Role, int Port, DateTimeOffset ConnectedAt, DateTimeOffset? EndedAt, string? EndReason);

/// <summary>One thing said. <see cref="Speaker"/> is visitor, resident or ramais; <see cref="Leg"/> is where it was heard.</summary>
internal sealed record SpokenLine(long AtMs, LegRole Leg, string Speaker, string Text);

/// <summary>The access decision as shown.</summary>
internal sealed record DecisionView(bool Authorized, string Apartment, string Resident, string Visitor, string Intent, string By, DateTimeOffset At)
{
    public static DecisionView Of(AccessDecision decision) => new(
        decision.Authorized, decision.Apartment, decision.Resident, decision.Visitor, decision.IntentType, decision.By, decision.At);
}

/// <summary>One event of a leg; <see cref="AtMs"/> counts from the accept of that leg.</summary>
/// <param name="Turn">Only of the event "turn".</param>
internal sealed record TimelineEntry(long AtMs, LegRole Leg, string Event, string? Detail = null, TurnTimes? Turn = null);
