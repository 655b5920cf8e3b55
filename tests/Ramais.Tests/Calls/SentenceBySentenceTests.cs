using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Calls;

/// <summary>A synthesizer that takes a second for each sentence, heard through real frames.</summary>
public sealed class SentenceBySentenceTests
{
    private const string Question = "Diga se é entrega, visita ou serviço, e para qual apartamento.";
    private const string Keys = "Ou tecle 1, 2 ou 3.";

    [Fact]
    public void The_first_sentence_is_heard_while_the_second_is_made() => Run(async (gate, voice) =>
    {
        var visitor = gate.Visitor();
        await visitor.HearsAsync(Keys);
        voice.Delay = TimeSpan.FromSeconds(1);
        visitor.Press("3");
        var asked = gate.Time.GetUtcNow();
        var first = await visitor.HearsAsync("Para qual apartamento?");
        var second = await visitor.HearsAsync("Diga ou digite o número e a tecla jogo da velha.");

        Assert.InRange((first.StartedAt - asked).TotalMilliseconds, 1000, 1040);
        // 22 letters last 880 ms: the second sentence is ready 120 ms after the first one's end, and a breath comes before it.
        Assert.Equal(2000 + 160, (second.StartedAt - asked).TotalMilliseconds, 60.0);
        visitor.HangUp();
        await gate.QuietAsync();
        Assert.Equal(["prompt_started", "prompt_ended"], Timeline(gate, "visitor.ask_apartment.voice"));
    });

    [Fact]
    public void Sentences_that_are_ready_follow_each_other_without_a_gap() => Run(async (gate, voice) =>
    {
        voice.Delay = TimeSpan.FromSeconds(1);
        var visitor = gate.Visitor();
        var first = await visitor.HearsAsync(Question);
        var second = await visitor.HearsAsync(Keys);
        // What is heard of a sentence ends when its last 20 ms begin; then comes the breath of 160 ms.
        Assert.Equal(20 + 160, (second.StartedAt - first.EndedAt!.Value).TotalMilliseconds, 1.0);
        visitor.HangUp();
    });

    [Fact]
    public void Who_interrupts_the_first_sentence_does_not_hear_the_second() => Run(async (gate, voice) =>
    {
        var visitor = gate.Visitor();
        await visitor.StartsHearingAsync(Question);
        voice.Delay = TimeSpan.FromSeconds(5);
        await visitor.SayAsync("é uma entrega pro quinhentos e um", 2);
        Assert.False((await visitor.HearsAsync(Question)).Complete);
        voice.Delay = TimeSpan.Zero;
        await visitor.HearsAsync("Diga o seu nome após o sinal.");
        Assert.DoesNotContain(Keys, visitor.HeardKeys);
        visitor.HangUp();
    });

    [Fact]
    public void What_was_no_interruption_goes_on_in_the_middle_of_the_sentences() => Run(async (gate, voice) =>
    {
        var visitor = gate.Visitor();
        await visitor.StartsHearingAsync(Keys);
        await visitor.PauseAsync(0.2);
        await visitor.SendAsync(new(Speech.Voiced(TimeSpan.FromMilliseconds(600))));
        Assert.False((await visitor.HearsAsync(Keys)).Complete);
        Assert.True((await visitor.HearsAsync(Keys)).Complete);
        Assert.Single(visitor.HeardKeys, Question); // 400 ms before the interruption is not in the first sentence any more
        visitor.HangUp();
    });

    [Fact]
    public void An_interruption_between_two_sentences_is_one() => Run(async (gate, voice) =>
    {
        var visitor = gate.Visitor();
        voice.DelayOf = text => TimeSpan.FromSeconds(text == Keys ? 6 : 0);
        Assert.True((await visitor.HearsAsync(Question)).Complete);
        await visitor.PauseAsync(0.5);
        await visitor.SayAsync("é uma entrega pro quinhentos e um", 2);
        await visitor.HearsAsync("Diga o seu nome após o sinal.");
        Assert.DoesNotContain(Keys, visitor.HeardKeys);
        visitor.HangUp();
    });

    private static IEnumerable<string> Timeline(Gatehouse gate, string key) =>
        gate.View().Timeline.Where(entry => entry.Detail?.StartsWith(key, StringComparison.Ordinal) == true).Select(entry => entry.Event);

    private static void Run(Func<Gatehouse, SlowVoice, Task> script) => VirtualTime.Run(async time =>
    {
        var voice = new SlowVoice(time);
        await using var prompts = new PromptAudio(voice, null, _ => null, NullLogger<PromptAudio>.Instance);
        var gate = new Gatehouse(time, voice: true, prompts: prompts);
        await script(gate, voice);
        await gate.QuietAsync();
    });

    /// <summary>Says what it says, 40 ms a letter.</summary>
    private sealed class SlowVoice(TimeProvider time) : ISpeechSynthesizer
    {
        public string Voice => "slow";

        public TimeSpan Delay { get; set; }

        public Func<string, TimeSpan>? DelayOf { get; set; }

        public async ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation)
        {
            await Task.Delay(DelayOf?.Invoke(text) ?? Delay, time, cancellation);
            return SoundCode.Stamp(text, new short[text.Length * AudioClip.SampleRate * 40 / 1000]);
        }
    }
}
