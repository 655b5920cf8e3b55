using Ramais.Server.Speech;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>The real program, where it is installed.</summary>
public sealed class EspeakVoiceTests : IDisposable
{
    private const string Sentence = "Para entrega, tecle 1. Para visita, tecle 2. Para serviço, tecle 3.";

    private readonly EspeakSynthesizer _voice = new(TimeProvider.System, new ListLogger<EspeakSynthesizer>(), limit: TimeSpan.FromMinutes(2));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _voice.Dispose();

    [Theory]
    [InlineData(Sentence)]
    [InlineData("Não ouvi resposta.")]
    [InlineData("Sim.")]
    [InlineData("O <b>Zé</b> & a Bia disseram \"olá\" [[a]] 'até' já.")]
    public async Task A_sentence_is_spoken_at_the_house_level_without_clipping_and_without_edges_of_silence(string text)
    {
        var samples = (await SpeakAsync(text)).Samples.ToArray();

        Assert.InRange(samples.Length, 8000 * text.Length / 100, 8000 * text.Length / 4);
        Assert.InRange(20 * Math.Log10(Rms(samples) / short.MaxValue), -22, -18);
        Assert.InRange(samples.Max(sample => Math.Abs((int)sample)), 1, 32200);
        Assert.True(Rms(samples[..800]) > Rms(samples) / 100, "the first 100 ms are silent");
        Assert.True(Rms(samples[^800..]) > Rms(samples) / 100, "the last 100 ms are silent");
    }

    [Fact]
    public async Task The_same_sentence_always_gives_the_same_sound() =>
        Assert.Equal((await SpeakAsync(Sentence)).Samples.ToArray(), (await SpeakAsync(Sentence)).Samples.ToArray());

    [Fact]
    public async Task Accents_are_heard() =>
        Assert.NotEqual((await SpeakAsync("Avó.")).Samples.ToArray(), (await SpeakAsync("Avô.")).Samples.ToArray());

    [Fact]
    public async Task A_variant_speaks_the_same_words_in_another_voice()
    {
        await RequireEspeakAsync();
        var other = await _voice.In("pt-br+f3").SynthesizeAsync(Sentence, Cancellation);
        Assert.NotEqual((await SpeakAsync(Sentence)).Samples.ToArray(), other!.Samples.ToArray());
    }

    [Fact]
    public async Task Fixed_sentences_are_rendered_once_into_files_that_can_be_played()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("ramais-recordings-");
        try
        {
            PromptText[] prompts = [new("visitor.greeting", "Olá! Aqui é o Edifício {nome}.", "Olá! Aqui é a portaria."), new("goodbye", "Até logo.", null)];
            await RequireEspeakAsync();
            var renderer = new PromptRenderer(_voice);

            Assert.Equal(2, await renderer.RenderAsync(prompts, folder.FullName, Cancellation));
            Assert.Equal(0, await renderer.RenderAsync(prompts, folder.FullName, Cancellation));

            Assert.Equal(["goodbye.wav", "visitor.greeting.wav"], folder.GetFiles().Select(file => file.Name).Order());
            var recording = WavFile.Read(Path.Combine(folder.FullName, "visitor.greeting.wav"));
            Assert.Equal((await SpeakAsync("Olá! Aqui é a portaria.")).Samples.Length, recording.Samples.Length);
            Assert.Equal(44 + recording.Samples.Length + (recording.Samples.Length % 2), folder.GetFiles("visitor*").Single().Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_key_that_would_leave_the_folder_is_not_rendered()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("ramais-recordings-");
        try
        {
            PromptText[] prompts = [new("../fora", "Olá.", null)];
            await Assert.ThrowsAsync<SpeechSynthesisException>(() => new PromptRenderer(_voice).RenderAsync(prompts, folder.FullName, Cancellation));
            Assert.Empty(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<AudioClip> SpeakAsync(string text)
    {
        await RequireEspeakAsync();
        return (await _voice.SynthesizeAsync(text, Cancellation))!;
    }

    private async Task RequireEspeakAsync() =>
        Assert.SkipWhen(await _voice.SynthesizeAsync("a", Cancellation) is null, "espeak-ng is not installed (apt-get install espeak-ng)");

    private static double Rms(short[] samples) => Math.Sqrt(samples.Average(sample => (double)sample * sample));
}
