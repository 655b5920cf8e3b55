using Ramais.Server.Phone;

namespace Ramais.Server.Demo;

/// <summary>How long the parties waited, in milliseconds as they heard it (exact to a message of 20 ms). Null for what did not happen.</summary>
/// <param name="FirstAudio">From the visitor's connection to the first audio.</param>
/// <param name="AfterKey">From a key to the first sound of the answer, the median of all.</param>
/// <param name="AfterSpeech">From the end of an utterance to the first sound of the answer, the median of all.</param>
/// <param name="DecisionToVisitor">From the resident's last word or key to the first sound that the visitor hears of it.</param>
internal sealed record DemoLatencies(long? FirstAudio, long? AfterKey, long? AfterSpeech, long? DecisionToVisitor)
{
    public static DemoLatencies Of(IReadOnlyList<PhoneEvent> visitor, IReadOnlyList<PhoneEvent> resident)
    {
        PhoneEvent[][] both = [[.. visitor], [.. resident]];
        var decided = resident.LastOrDefault(e => e.Kind is PhoneEventKind.KeySent or PhoneEventKind.SpeechEnded);
        return new(
            Between(visitor.FirstOrDefault(e => e.Kind == PhoneEventKind.Connected), visitor.FirstOrDefault(e => e.Kind == PhoneEventKind.FirstAudio)),
            Median(both.SelectMany(party => Answers(party, PhoneEventKind.KeySent))),
            Median(both.SelectMany(party => Answers(party, PhoneEventKind.SpeechEnded))),
            decided is null ? null : Between(decided, visitor.FirstOrDefault(e => e.Kind == PhoneEventKind.HeardSpeechStarted && e.At > decided.At)));
    }

    /// <summary>The waits after each act that the party's next event answers: a key inside a number is followed by the next key.</summary>
    private static IEnumerable<long> Answers(PhoneEvent[] party, PhoneEventKind act) =>
        party.Zip(party.Skip(1))
            .Where(pair => pair.First.Kind == act && pair.Second.Kind == PhoneEventKind.HeardSpeechStarted)
            .Select(pair => Between(pair.First, pair.Second)!.Value);

    private static long? Between(PhoneEvent? from, PhoneEvent? to) => from is null || to is null ? null : (long)(to.At - from.At).TotalMilliseconds;

    private static long? Median(IEnumerable<long> values) => values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : null;
}
