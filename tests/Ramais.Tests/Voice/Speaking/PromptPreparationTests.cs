using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>Sentences that are ready before they are needed.</summary>
public class PromptPreparationTests
{
    private readonly ListLogger<PromptPreparation> _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_wanted_is_made_one_after_the_other_with_three_quarters_of_rest() => VirtualTime.Run(async clock =>
    {
        var voice = new ScriptedVoice(clock) { Delay = _ => TimeSpan.FromMilliseconds(100) };
        await using var audio = Audio(voice);
        await using var voices = new PromptVoices(audio, _ => null);
        var preparation = Preparation(voices, clock);
        await RunAsync(preparation, clock, Sentences(5), 1.05);
        Assert.Equal(new(3, 5, 0, voice.Voice), preparation.Progress);
        await RunAsync(preparation, clock, Sentences(5), 3);

        Assert.Equal(new(5, 5, 0, voice.Voice), preparation.Progress);
        Assert.Equal(5, voice.Spoken.Count); // those that were ready are found
    });

    [Fact]
    public void A_voice_that_fails_is_counted_and_the_others_are_made() => VirtualTime.Run(async clock =>
    {
        var voice = new ScriptedVoice(clock) { Fails = text => text.Contains('2') };
        await using var audio = Audio(voice);
        await using var voices = new PromptVoices(audio, _ => null);
        var preparation = Preparation(voices, clock);
        await RunAsync(preparation, clock, [.. Sentences(4), .. Sentences(2)], 1);
        Assert.Equal(new(3, 4, 1, voice.Voice), preparation.Progress);
    });

    [Fact]
    public void Another_voice_of_a_condominium_is_prepared_as_well() => VirtualTime.Run(async clock =>
    {
        var (usual, other) = (new ScriptedVoice(clock), new ScriptedVoice(clock));
        await using var audio = Audio(usual);
        await using var voices = new PromptVoices(audio, _ => Audio(other));
        var preparation = Preparation(voices, clock);
        await RunAsync(preparation, clock, [.. Sentences(2), .. Sentences(3).Select(sentence => sentence with { Voice = "pt-br+f3" })], 1);
        Assert.Equal((5, 2, 3), (preparation.Progress.Ready, usual.Spoken.Count, other.Spoken.Count));
    });

    [Fact]
    public void A_new_wish_replaces_the_one_under_way() => VirtualTime.Run(async clock =>
    {
        var voice = new ScriptedVoice(clock) { Delay = _ => TimeSpan.FromSeconds(1) };
        await using var audio = Audio(voice);
        await using var voices = new PromptVoices(audio, _ => null);
        var preparation = Preparation(voices, clock);
        using var stopping = new CancellationTokenSource(TimeSpan.FromSeconds(60), clock);
        preparation.Want(Sentences(100));
        var running = SettledAsync(preparation.RunAsync(stopping.Token));
        await Task.Delay(TimeSpan.FromSeconds(6), clock, Cancellation);
        preparation.Want([new("k", "Outra frase.", null)]);
        await running;
        Assert.Equal(new(1, 1, 0, voice.Voice), preparation.Progress);
        Assert.Equal(["Frase 0.", "Frase 1.", "Outra frase."], voice.Spoken);
    });

    private PromptPreparation Preparation(PromptVoices voices, TimeProvider clock) => new(voices, "scripted-1", clock, _log);

    private static List<PromptText> Sentences(int count) => [.. Enumerable.Range(0, count).Select(i => new PromptText($"k{i}", $"Frase {i}.", null))];

    private static PromptAudio Audio(ScriptedVoice voice) => new(voice, null, _ => null, new ListLogger<PromptAudio>());

    private static async Task RunAsync(PromptPreparation preparation, VirtualTimeProvider clock, IReadOnlyList<PromptText> wanted, double seconds)
    {
        using var stopping = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), clock);
        preparation.Want(wanted);
        await SettledAsync(preparation.RunAsync(stopping.Token));
    }

    private static async Task SettledAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // the time of the test is over
        }
    }
}
