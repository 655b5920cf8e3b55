using Ramais.Calls;

namespace Ramais.Server.Dashboard.Calls;

/// <summary>Makes the picture of a call. Pure.</summary>
internal static class CallPictureOf
{
    /// <summary>Stands where a viewer sees nothing. Its length tells nothing either.</summary>
    public const string Masked = "•••";

    /// <param name="call">Live or past.</param>
    /// <param name="masked">For a viewer: without names, words and numbers.</param>
    public static CallPicture Of(CallView call, bool masked) => new(
        call.Id, call.AiNumber, call.CondominiumId, call.State, call.StartedAt, call.EndedAt, call.Result ?? call.Outcome, Waterfall.LengthMs(call),
        [.. new[] { LegRole.Visitor, LegRole.Resident }.Select(role => Leg(call, role, masked)).OfType<LegPicture>()],
        Decision(call.Decision, masked),
        masked ? [.. Waterfall.Of(call).Select(Mask)] : Waterfall.Of(call));

    public static DecisionPicture? Decision(DecisionView? decision, bool masked) => decision is null ? null : new(
        decision.Authorized, decision.Apartment, Veil(decision.Resident, masked), Veil(decision.Visitor, masked), decision.Intent, decision.By, decision.At);

    private static LegPicture? Leg(CallView call, LegRole role, bool masked)
    {
        if (call.Legs.LastOrDefault(l => l.Role == role) is not { } leg)
            return null;
        var offset = Waterfall.OffsetMs(call, role);
        var lines = call.Transcript.Where(l => l.Leg == role).Select(l => new Line(l.AtMs + offset, l.Speaker, Veil(l.Text, masked)));
        return new(role == LegRole.Visitor, leg.Port, leg.EndedAt is null && call.EndedAt is null, leg.EndReason, [.. lines]);
    }

    /// <summary>Keys may be an apartment or an answer; which sentence of ours was played, and which ring it was, is nobody's secret.</summary>
    private static Bar Mask(Bar bar) => bar.Event == "key" ? bar with { Detail = Masked } : bar;

    private static string Veil(string text, bool masked) => masked && text.Length > 0 ? Masked : text;
}
