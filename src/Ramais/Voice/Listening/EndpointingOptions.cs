using Ramais.Conversation;

namespace Ramais.Voice;

/// <summary>When a party has finished. Immutable: replaced whole when the question changes.</summary>
/// <param name="EndSilence">The silence that ends an utterance of which no more is known.</param>
internal sealed record EndpointingOptions(TimeSpan EndSilence)
{
    /// <summary>For somebody who was asked nothing yet.</summary>
    public static EndpointingOptions Default { get; } = new(TimeSpan.FromMilliseconds(ListeningTable.Embedded.For(ExpectedAnswer.Open).EndSilenceMs));

    /// <summary>Less speech than this was none: a short "sim" has 150 ms.</summary>
    public TimeSpan MinSpeech { get; init; } = TimeSpan.FromMilliseconds(120);

    /// <summary>An utterance that goes on for longer is split.</summary>
    public TimeSpan MaxUtterance { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>What fits a question.</summary>
    /// <param name="expected">What was asked.</param>
    /// <param name="longestSilence">SILENCE_THRESHOLD_SECONDS, which nothing may exceed.</param>
    public static EndpointingOptions For(ExpectedAnswer expected, TimeSpan longestSilence)
    {
        var silence = TimeSpan.FromMilliseconds(ListeningTable.Embedded.For(expected).EndSilenceMs);
        return new(silence < longestSilence ? silence : longestSilence);
    }
}

/// <summary>What the words understood so far say about the end of one utterance.</summary>
/// <param name="Utterance">Its number, as <see cref="Ear.Utterance"/> counts.</param>
/// <param name="EndSilence">The silence that ends it.</param>
internal sealed record EndSilenceHint(int Utterance, TimeSpan EndSilence);
