using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.History;

/// <summary>One row of <c>call</c> with its decision, as Dapper fills it.</summary>
internal sealed class CallRow
{
    public string Id { get; init; } = "";
    public int ExtensionId { get; init; }
    public string AiNumber { get; init; } = "";
    public int CondominiumId { get; init; }
    public string Apartment { get; init; } = "";
    public long StartedAt { get; init; }
    public long? EndedAt { get; init; }
    public string? Result { get; init; }
    public string State { get; init; } = "";
    public long SavedAt { get; init; }
    public int? Authorized { get; init; }
    public string DecisionApartment { get; init; } = "";
    public string Resident { get; init; } = "";
    public string Visitor { get; init; } = "";
    public string IntentType { get; init; } = "";
    public string DecidedBy { get; init; } = "";
    public long DecidedAt { get; init; }

    public DecisionView? Decision => Authorized is { } authorized
        ? new(authorized == 1, DecisionApartment, Resident, Visitor, IntentType, DecidedBy, HistoryInstant.Of(DecidedAt))
        : null;

    public PastCall ToPastCall(ImmutableArray<LegView> legs) => new(
        Guid.Parse(Id), ExtensionId, AiNumber, CondominiumId, HistoryInstant.Of(StartedAt), HistoryInstant.Of(EndedAt!.Value), Result ?? "failed", Decision)
    {
        Legs = legs,
    };

    public CallView ToView(ImmutableArray<LegView> legs, ImmutableArray<SpokenLine> lines, ImmutableArray<TimelineEntry> events) => new(
        Guid.Parse(Id), ExtensionId, AiNumber, CondominiumId, State, HistoryInstant.Of(StartedAt), EndedAt is { } ended ? HistoryInstant.Of(ended) : null,
        Result, null, legs, lines, Decision, events)
    {
        Outcome = Result,
        Apartment = Apartment,
    };
}

/// <summary>One row of <c>call_leg</c>.</summary>
internal sealed class LegRow
{
    public string CallId { get; init; } = "";
    public string Role { get; init; } = "";
    public int Port { get; init; }
    public long ConnectedAt { get; init; }
    public long? EndedAt { get; init; }
    public string? EndReason { get; init; }

    public LegView ToView() => new(
        Role == CallWords.Of(LegRole.Visitor) ? LegRole.Visitor : LegRole.Resident, Port, HistoryInstant.Of(ConnectedAt),
        EndedAt is { } ended ? HistoryInstant.Of(ended) : null, EndReason);
}

/// <summary>The two documents of a call.</summary>
internal sealed class DocumentRow
{
    public string? Lines { get; init; }
    public string? Details { get; init; }
    public string? Events { get; init; }
}

/// <summary>Instants as statements read them.</summary>
internal static class HistoryInstant
{
    public static DateTimeOffset Of(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
