using Ramais.Server.Http;
using Ramais.Server.Phone;

namespace Ramais.Server.Demo;

/// <summary>How long the parties waited, in milliseconds as they heard it (exact to a message of 20 ms). Null for what could not be heard.</summary>
/// <param name="FirstAudio">From the visitor's connection to the first audio.</param>
/// <param name="AfterKey">From a key to the first sound of the answer, the median of all.</param>
/// <param name="AfterSpeech">From the end of an utterance to the first sound of the answer, the median of all.</param>
/// <param name="DecisionToVisitor">From the decision to the start of the sentence that tells the visitor, as the server's timeline has it.</param>
internal sealed record DemoLatencies(long? FirstAudio, long? AfterKey, long? AfterSpeech, long? DecisionToVisitor)
{
    public static DemoLatencies Of(IReadOnlyList<PhoneEvent> visitor, IReadOnlyList<PhoneEvent> resident, CallBody call)
    {
        PhoneEvent[][] both = [[.. visitor], [.. resident]];
        return new(
            Between(visitor.FirstOrDefault(e => e.Kind == PhoneEventKind.Connected), visitor.FirstOrDefault(e => e.Kind == PhoneEventKind.FirstAudio)),
            Median(both.SelectMany(party => Answers(party, PhoneEventKind.KeySent))),
            Median(both.SelectMany(party => Answers(party, PhoneEventKind.SpeechEnded))),
            DemoVerdict.WhenTold(call) is { } told && call.Decision is { } decision ? (long)(told - decision.At).TotalMilliseconds : null);
    }

    /// <summary>The waits after each act that the party's next event answers: a key inside a number is followed by the next key.</summary>
    private static IEnumerable<long> Answers(PhoneEvent[] party, PhoneEventKind act) =>
        party.Zip(party.Skip(1))
            .Where(pair => pair.First.Kind == act && pair.Second.Kind == PhoneEventKind.HeardSpeechStarted)
            .Select(pair => Between(pair.First, pair.Second)!.Value);

    private static long? Between(PhoneEvent? from, PhoneEvent? to) => from is null || to is null ? null : (long)(to.At - from.At).TotalMilliseconds;

    private static long? Median(IEnumerable<long> values) => values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : null;
}
