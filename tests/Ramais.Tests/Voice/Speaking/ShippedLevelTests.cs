using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>Nobody at a gate should have to reach for a volume knob between two sentences.</summary>
public sealed class ShippedLevelTests
{
    [Fact]
    public void Every_recorded_sentence_is_at_20_dB_below_full_scale_and_not_clipped() => Assert.All(PromptCatalog.Embedded.FixedSentences, sentence =>
    {
        var samples = ShippedRecordings.Find(sentence.Key)!.Samples.ToArray();
        Assert.InRange(20 * Math.Log10(Math.Sqrt(samples.Average(sample => (double)sample * sample)) / short.MaxValue), -22, -18);
        Assert.InRange(samples.Max(sample => Math.Abs((int)sample)), 0, short.MaxValue - 1);
    });
}
