using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ramais.Calls;
using Ramais.Conversation;
using Ramais.History;

namespace Ramais.Server.Http;

/// <param name="Total">How many are listed here.</param>
/// <param name="Calls">Live ones first, then the page of ended ones, newest first.</param>
/// <param name="Next">The cursor of the page that follows; null when there is none.</param>
/// <param name="HistoryError">Why only the calls in memory are listed; null when the history was read.</param>
internal sealed record CallListBody(int Total, IEnumerable<CallSummary> Calls, string? Next, string? HistoryError) : SuccessBody
{
    public CallListBody(ImmutableArray<CallSummary> calls, string? next, string? historyError)
        : this(calls.Length, calls, next, historyError)
    {
    }
}

/// <summary>A call in the list: who and how it stands, without what was said.</summary>
internal sealed record CallSummary(
    Guid Id, int ExtensionId, [property: JsonPropertyName("ramal_ia")] string AiNumber,
    [property: JsonPropertyName("condominio_id")] int CondominiumId, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    string? Result, RingingBody? Ringing, IEnumerable<LegBody> Legs, DecisionBody? Decision)
{
    public static CallSummary Of(CallView call) => new(
        call.Id, call.ExtensionId, call.AiNumber, call.CondominiumId, call.State, call.StartedAt, call.EndedAt, call.Result,
        RingingBody.Of(call.Ringing), call.Legs.Select(LegBody.Of), DecisionBody.Of(call.Decision));

    public static CallSummary Of(PastCall call) => new(
        call.Id, call.ExtensionId, call.AiNumber, call.CondominiumId, CallWords.Of(Phase.Ended), call.StartedAt, call.EndedAt, call.Result,
        null, call.Legs.Select(LegBody.Of), DecisionBody.Of(call.Decision));
}

/// <summary>One call with everything.</summary>
internal sealed record CallBody(
    Guid Id, int ExtensionId, [property: JsonPropertyName("ramal_ia")] string AiNumber,
    [property: JsonPropertyName("condominio_id")] int CondominiumId, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    string? Result, RingingBody? Ringing, IEnumerable<LegBody> Legs, DecisionBody? Decision, IEnumerable<LineBody> Transcript,
    IEnumerable<EventBody> Timeline)
    : SuccessBody
{
    public static CallBody Of(CallView call) => new(
        call.Id, call.ExtensionId, call.AiNumber, call.CondominiumId, call.State, call.StartedAt, call.EndedAt, call.Result,
        RingingBody.Of(call.Ringing), call.Legs.Select(LegBody.Of), DecisionBody.Of(call.Decision), call.Transcript.Select(LineBody.Of), call.Timeline.Select(EventBody.Of));
}

/// <summary>What rings now, for whoever connects the resident by other means.</summary>
internal sealed record RingingBody(string Apartment, int Attempt, IEnumerable<string> Phones)
{
    public static RingingBody? Of(RingingView? ringing) => ringing is null ? null : new(ringing.Apartment, ringing.Attempt, ringing.Phones);
}

internal sealed record LegBody(string Role, int Port, DateTimeOffset ConnectedAt, DateTimeOffset? EndedAt, string? EndReason)
{
    public static LegBody Of(LegView leg) => new(LegWord.Of(leg.Role), leg.Port, leg.ConnectedAt, leg.EndedAt, leg.EndReason);
}

internal sealed record LineBody(long AtMs, string Leg, string Speaker, string Text)
{
    public static LineBody Of(SpokenLine line) => new(line.AtMs, LegWord.Of(line.Leg), line.Speaker, line.Text);
}

internal sealed record EventBody(
    long AtMs, string Leg, string Event, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TurnTimes? Turn = null)
{
    public static EventBody Of(TimelineEntry entry) => new(entry.AtMs, LegWord.Of(entry.Leg), entry.Event, entry.Detail, entry.Turn);
}

internal sealed record DecisionBody(
    string AuthorizationResult, string Apartment, string Resident, string Visitor, string IntentType, string By, DateTimeOffset At)
{
    public static DecisionBody? Of(DecisionView? decision) => decision is null ? null : new DecisionBody(
        decision.Authorized ? "authorized" : "denied", decision.Apartment, decision.Resident, decision.Visitor, decision.Intent, decision.By, decision.At);
}

/// <summary>A leg's role as the API writes it.</summary>
internal static class LegWord
{
    public static string Of(LegRole role) => role == LegRole.Visitor ? "visitor" : "resident";

    /// <summary>The visitor where nothing is said; null for a word that is no role.</summary>
    public static LegRole? Parse(string? word) => word switch
    {
        null or "visitor" => LegRole.Visitor,
        "resident" => LegRole.Resident,
        _ => null,
    };
}
