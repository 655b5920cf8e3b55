using Ramais.Server.Http;
using Ramais.Server.Phone;

namespace Ramais.Server.Demo;

/// <summary>Whether a demonstration showed what it was to show.</summary>
internal static class DemoVerdict
{
    /// <summary>
    /// The call ended as the resident decided, the sentence that says so was played to the visitor to its end, and the server hung up in
    /// good order afterwards.
    /// </summary>
    public static bool Passed(DemoOptions options, CallBody call, CallOutcome visitor) =>
        call.Result == options.Expected && WasTold(options.Expected, call) && visitor.End == PhoneEnd.OtherHungUp;

    /// <summary>When the sentence that tells the visitor the outcome began; null when it never did.</summary>
    public static DateTimeOffset? WhenTold(CallBody call) =>
        call.Result is { } result && Sentence(result, call, "prompt_started") is { } sentence
        && call.Legs.FirstOrDefault(leg => leg.Role == sentence.Leg) is { } leg
            ? leg.ConnectedAt.AddMilliseconds(sentence.AtMs)
            : null;

    private static bool WasTold(string result, CallBody call) => Sentence(result, call, "prompt_ended") is not null;

    private static EventBody? Sentence(string result, CallBody call, string happened) =>
        call.Timeline.FirstOrDefault(e => e is { Leg: "visitor", Detail: { } key } && e.Event == happened && IsSentenceOf(result, key));

    // A sentence that was cut short has more than its key in the detail.
    private static bool IsSentenceOf(string result, string key) =>
        !key.Contains(' ', StringComparison.Ordinal) && (key == $"visitor.{result}" || key.StartsWith($"visitor.{result}.", StringComparison.Ordinal));
}
