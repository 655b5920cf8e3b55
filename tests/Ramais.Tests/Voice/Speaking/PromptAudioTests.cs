using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>Memory, sharing and fall-back, in virtual time and without a disk; <see cref="PromptFilesTests"/> has the disk.</summary>
public class PromptAudioTests
{
    private static readonly PromptText Greeting = new("visitor.greeting", "Olá! Aqui é o Edifício Aurora.", "Olá!");

    private static readonly PromptText Announcement = new(
        "resident.announce.delivery", "Portaria do Residencial Aurora. Entrega para o apartamento 501.", "Portaria. Entrega.");

    private const int Breath = 8 * AudioClip.FrameSamples;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_sentence_is_synthesized_once_and_then_remembered() => VirtualTime.Run(async clock =>
    {
        var voice = new ScriptedVoice(clock);
        await using var audio = Audio(clock, voice);

        var first = await audio.GetAsync(Greeting, Cancellation);
        var second = audio.GetAsync(Greeting, Cancellation).AsTask();

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Same(first, await second);
        Assert.Equal([Greeting.Text], voice.Spoken);
    });

    [Fact]
    public void Callers_of_one_sentence_share_its_synthesis_and_another_sentence_does_not_wait() => VirtualTime.Run(async clock =>
    {
        var voice = new ScriptedVoice(clock) { Delay = text => TimeSpan.FromSeconds(text == Greeting.Text ? 2 : 1) };
        await using var audio = Audio(clock, voice);

        var first = audio.GetAsync(Greeting, Cancellation).AsTask();
        var same = audio.GetAsync(Greeting with { Key = "another.key" }, Cancellation).AsTask();
        await audio.GetAsync(new PromptText("other", "Um momento.", null), Cancellation);

        Assert.Equal(TimeSpan.FromSeconds(1), clock.Elapsed);
        Assert.Same(await first, await same);
        Assert.Equal(TimeSpan.FromSeconds(2), clock.Elapsed);
        Assert.Equal([Greeting.Text, "Um momento."], voice.Spoken);
    });

    [Fact]
    public void A_caller_that_gives_up_does_not_take_the_sentence_from_the_others() => VirtualTime.Run(async clock =>
    {
        var voice = new ScriptedVoice(clock) { Delay = _ => TimeSpan.FromSeconds(2) };
        await using var audio = Audio(clock, voice);
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);

        var leaves = audio.GetAsync(Greeting, impatient.Token).AsTask();
        var stays = audio.GetAsync(Greeting, Cancellation).AsTask();

        Assert.True(await IsCancelledAsync(leaves));
        Assert.Equal(TimeSpan.FromSeconds(1), clock.Elapsed);
        Assert.NotEqual(AudioClip.Empty, await stays);
        Assert.Single(voice.Spoken);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_the_voice_is_missing_or_fails_the_recording_of_the_key_is_played(bool fails) => VirtualTime.Run(async clock =>
    {
        var recording = new AudioClip(new short[800]);
        var voice = new ScriptedVoice(clock) { Failure = fails ? new TimeoutException("the voice is slow") : null, IsMissing = !fails };
        var log = new ListLogger<PromptAudio>();
        await using var audio = Audio(clock, voice, log, key => key == Greeting.Key ? recording : null);

        Assert.Same(recording, await audio.GetAsync(Greeting, Cancellation));

        Assert.Equal(fails ? 1 : 0, log.Warnings.Count);
        Assert.All(log.Warnings, line => Assert.DoesNotContain("Aurora", line, StringComparison.Ordinal));
    });

    [Fact]
    public void A_voice_that_comes_back_replaces_the_recording() => VirtualTime.Run(async clock =>
    {
        var recording = new AudioClip(new short[800]);
        var voice = new ScriptedVoice(clock) { IsMissing = true };
        await using var audio = Audio(clock, voice, recordings: _ => recording);
        Assert.Same(recording, await audio.GetAsync(Greeting, Cancellation));

        voice.IsMissing = false;

        Assert.NotSame(recording, await audio.GetAsync(Greeting, Cancellation));
    });

    [Fact]
    public void Without_voice_and_recording_the_sentence_is_empty_and_that_is_said_once() => VirtualTime.Run(async clock =>
    {
        var log = new ListLogger<PromptAudio>();
        await using var audio = Audio(clock, voice: null, log);

        Assert.True((await audio.GetAsync(Greeting, Cancellation)).Samples.IsEmpty);
        Assert.True((await audio.GetAsync(Greeting with { Text = "Olá! Aqui é outro." }, Cancellation)).Samples.IsEmpty);

        var warning = Assert.Single(log.Warnings);
        Assert.Contains("visitor.greeting", warning, StringComparison.Ordinal);
        Assert.Contains("apt-get install espeak-ng", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("Aurora", warning, StringComparison.Ordinal);
    });

    [Fact]
    public void Memory_is_bounded_and_forgets_what_was_used_longest_ago() => VirtualTime.Run(async clock =>
    {
        var voice = new ScriptedVoice(clock);
        await using var audio = Audio(clock, voice, memoryBytes: 3 * 2 * ScriptedVoice.ClipSamples);
        foreach (var text in (string[])["a", "b", "c", "a", "d", "a", "b"])
            await audio.GetAsync(new PromptText("k", text, null), Cancellation);

        // d pushed out b, which had been used longest ago; b then pushed out c.
        Assert.Equal(["a", "b", "c", "d", "b"], voice.Spoken);
    });

    [Fact]
    public void The_first_sentence_is_there_before_the_second_is_made() => VirtualTime.Run(async clock =>
    {
        var voice = new ScriptedVoice(clock) { Delay = _ => TimeSpan.FromSeconds(1) };
        await using var audio = Audio(clock, voice);

        var instants = new List<double>();
        await foreach (var part in audio.SpeakAsync(Announcement, Cancellation))
            instants.Add(clock.Elapsed.TotalSeconds);

        Assert.Equal([1, 2, 2], instants); // the first, a breath, the second
        Assert.Equal(["Portaria do Residencial Aurora.", "Entrega para o apartamento 501."], voice.Spoken);
    });

    [Fact]
    public void A_sentence_that_two_prompts_share_is_made_once() => VirtualTime.Run(async clock =>
    {
        var voice = new ScriptedVoice(clock);
        await using var audio = Audio(clock, voice);
        await audio.GetAsync(Announcement, Cancellation);
        await audio.GetAsync(new("resident.announce.visit", "Portaria do Residencial Aurora. Visita para o apartamento 302.", "Visita."), Cancellation);
        Assert.Equal(["Portaria do Residencial Aurora.", "Entrega para o apartamento 501.", "Visita para o apartamento 302."], voice.Spoken);
    });

    [Fact]
    public void A_sentence_that_fails_is_spoken_by_the_next_voice_and_nothing_is_lost() => VirtualTime.Run(async clock =>
    {
        var first = new ScriptedVoice(clock) { Fails = text => text.StartsWith("Entrega", StringComparison.Ordinal) };
        var second = new ScriptedVoice(clock);
        await using var audio = new PromptAudio([new(first, null), new(second, null)], _ => null, new ListLogger<PromptAudio>());

        var whole = await audio.GetAsync(Announcement, Cancellation);

        Assert.Equal(["Entrega para o apartamento 501."], second.Spoken);
        Assert.Equal((2 * ScriptedVoice.ClipSamples) + Breath, whole.Samples.Length);
    });

    [Fact]
    public void Where_no_voice_can_speak_the_second_sentence_the_recording_says_it_all_once() => VirtualTime.Run(async clock =>
    {
        var recording = new AudioClip(new short[800]);
        var voice = new ScriptedVoice(clock) { Fails = text => !text.StartsWith("Portaria", StringComparison.Ordinal) };
        await using var audio = Audio(clock, voice, recordings: _ => recording);
        var prompt = Announcement with { Text = Announcement.Text + " Posso liberar a entrada?" };

        Assert.Equal(ScriptedVoice.ClipSamples + Breath + 800, (await audio.GetAsync(prompt, Cancellation)).Samples.Length);
    });

    [Fact]
    public void A_voice_of_whole_prompts_says_them_at_once_and_leaves_the_others_to_be_spoken() => VirtualTime.Run(async clock =>
    {
        var recorded = new ScriptedVoice(clock) { SpeaksByKey = true, Fails = text => text.Contains("501", StringComparison.Ordinal) };
        var spoken = new ScriptedVoice(clock);
        await using var audio = new PromptAudio([new(recorded, null), new(spoken, null)], _ => null, new ListLogger<PromptAudio>());
        var known = new PromptText("resident.failed", "Não foi possível registrar. Fale com a portaria.", null);

        Assert.Equal(ScriptedVoice.ClipSamples, (await audio.GetAsync(known, Cancellation)).Samples.Length);
        Assert.Equal([known.Text], recorded.Spoken);
        await audio.GetAsync(Announcement, Cancellation);
        Assert.Equal(2, spoken.Spoken.Count);
    });

    [Fact]
    public void Disposal_cancels_what_is_being_made() => VirtualTime.Run(async clock =>
    {
        var audio = Audio(clock, new ScriptedVoice(clock) { Delay = _ => TimeSpan.FromHours(1) });
        var waiting = audio.GetAsync(Greeting, Cancellation).AsTask();

        await audio.DisposeAsync();

        Assert.True(await IsCancelledAsync(waiting));
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
        Assert.True(await IsCancelledAsync(audio.GetAsync(Greeting, Cancellation).AsTask()));
    });

    // Assert.ThrowsAsync leaves the virtual thread.
    private static async Task<bool> IsCancelledAsync(Task task)
    {
        try
        {
            await task;
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static PromptAudio Audio(
        TimeProvider time,
        ScriptedVoice? voice,
        ListLogger<PromptAudio>? log = null,
        Func<string, AudioClip?>? recordings = null,
        long memoryBytes = PromptAudio.DefaultMemoryBytes) =>
        new(voice, files: null, recordings ?? (_ => null), log ?? new ListLogger<PromptAudio>(), memoryBytes);
}
