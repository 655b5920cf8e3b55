using Ramais.Conversation;

namespace Ramais.Voice;

/// <summary>When a party has finished. Immutable: replaced whole when the question changes.</summary>
/// <param name="EndSilence">The silence that ends an utterance.</param>
internal sealed record EndpointingOptions(TimeSpan EndSilence)
{
    private static readonly TimeSpan AfterClosedQuestion = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterOpenQuestion = TimeSpan.FromMilliseconds(800);

    /// <summary>For somebody who was asked nothing yet.</summary>
    public static EndpointingOptions Default { get; } = new(AfterOpenQuestion);

    /// <summary>Less speech than this was none: a short "sim" has 150 ms.</summary>
    public TimeSpan MinSpeech { get; init; } = TimeSpan.FromMilliseconds(120);

    /// <summary>An utterance that goes on for longer is split.</summary>
    public TimeSpan MaxUtterance { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>What fits a question.</summary>
    /// <param name="expected">What was asked.</param>
    /// <param name="longestSilence">SILENCE_THRESHOLD_SECONDS, which nothing may exceed.</param>
    public static EndpointingOptions For(ExpectedAnswer expected, TimeSpan longestSilence)
    {
        var silence = expected == ExpectedAnswer.Closed ? AfterClosedQuestion : AfterOpenQuestion;
        return new(silence < longestSilence ? silence : longestSilence);
    }
}
