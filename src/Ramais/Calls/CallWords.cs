using System.Collections.Immutable;
using Ramais.ClickToCall;
using Ramais.Conversation;

namespace Ramais.Calls;

/// <summary>States and results as the API writes them.</summary>
internal static class CallWords
{
    /// <summary>Detail of a <c>ringing</c> event: the PBX did not take the request.</summary>
    public const string RingFailed = "failed";

    /// <summary>Detail of a <c>ringing</c> event: the directory's number may not be dialled.</summary>
    public const string NotDialable = "not dialable";

    /// <summary>Every result that a call can have.</summary>
    public static ImmutableArray<string> Outcomes { get; } = [.. Enum.GetValues<CallOutcome>().Select(Of)];

    public static string Of(Phase phase) => phase switch
    {
        Phase.New => "new",
        Phase.AskingIntent => "asking_intent",
        Phase.AskingApartment => "asking_apartment",
        Phase.ChoosingApartment => "choosing_apartment",
        Phase.ChoosingResident => "choosing_resident",
        Phase.AskingName => "asking_name",
        Phase.Ringing => "ringing",
        Phase.GreetingResident => "greeting_resident",
        Phase.AskingResident => "asking_resident",
        Phase.ReleasingResident => "releasing_resident",
        Phase.Deciding => "deciding",
        Phase.Closing => "closing",
        _ => "ended",
    };

    public static string Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Authorized => "authorized",
        CallOutcome.Denied => "denied",
        CallOutcome.NoAnswer => "no_answer",
        CallOutcome.Operator => "operator",
        CallOutcome.Abandoned => "abandoned",
        _ => "failed",
    };

    /// <summary>For log lines.</summary>
    public static string Spoken(LegRole role) => role == LegRole.Visitor ? "visitante" : "morador";

    public static string Of(RingResult result) => result switch
    {
        RingResult.Answered => "answered",
        RingResult.Unanswered => "unanswered",
        _ => "failed",
    };

    public static string Of(RingBar bar) => bar == RingBar.QuietHours ? "do_not_disturb" : "ring_limit";

    /// <summary>For log lines.</summary>
    public static string Spoken(RingBar bar) => bar == RingBar.QuietHours ? "horário de não perturbe" : "limite de toques por hora (RING_LIMIT_PER_HOUR)";

    public static string Of(LegRole role) => role == LegRole.Visitor ? "visitor" : "resident";
}
