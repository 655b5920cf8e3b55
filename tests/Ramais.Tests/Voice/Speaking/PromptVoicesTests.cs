using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>Which voice speaks a sentence.</summary>
public class PromptVoicesTests
{
    private static readonly PromptText Usual = new("visitor.greeting", "Olá!", null);
    private static readonly PromptText Other = Usual with { Voice = "pt-br+f3" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_sentence_is_made_once_in_each_voice() => VirtualTime.Run(async clock =>
    {
        var (usual, other) = (new ScriptedVoice(clock), new ScriptedVoice(clock));
        await using var main = Audio(clock, usual);
        var made = new List<string>();
        await using var voices = new PromptVoices(main, name =>
        {
            made.Add(name);
            return Audio(clock, other);
        });

        foreach (var prompt in new[] { Usual, Other, Other, Usual })
            await voices.GetAsync(prompt, Cancellation);

        Assert.Equal(["pt-br+f3"], made);
        Assert.Equal(["Olá!"], usual.Spoken);
        Assert.Equal(["Olá!"], other.Spoken);
    });

    [Fact]
    public void Where_there_is_no_other_voice_the_usual_one_speaks() => VirtualTime.Run(async clock =>
    {
        var usual = new ScriptedVoice(clock);
        await using var main = Audio(clock, usual);
        await using var voices = new PromptVoices(main, _ => null);

        Assert.Equal(ScriptedVoice.ClipSamples, (await voices.GetAsync(Other, Cancellation)).Samples.Length);
        Assert.Equal(["Olá!"], usual.Spoken);
    });

    private static PromptAudio Audio(TimeProvider clock, ISpeechSynthesizer voice) =>
        new(voice, null, _ => null, NullLogger<PromptAudio>.Instance);
}
