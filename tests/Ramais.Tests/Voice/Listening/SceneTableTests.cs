using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>The measures of listening at a gate, as a table: with the energy stage alone, and with the second stage where its file is.</summary>
public sealed class SceneTableTests(ITestOutputHelper output)
{
    private const double Minutes = 10;
    private static readonly (string Name, Func<short[]> Sound)[] Noises =
    [
        ("white, RMS 1000", () => Sounds.White(60 * Minutes, 1000)),
        ("brown, RMS 2000", () => Sounds.Brown(60 * Minutes, 2000)),
        ("brown, steps of 6 to 18 dB", () => Sounds.Steps(Sounds.Brown(60 * Minutes, 400))),
        ("rain", () => SceneSounds.Rain(60 * Minutes)),
        ("clicks and knocks", () => Sounds.Clicks(60 * Minutes, 60)),
        ("keys", () => Sounds.Keys(60 * Minutes, 60)),
        ("ringing 425 Hz", () => Sounds.Ringing(60 * Minutes)),
        ("barks", () => SceneSounds.Barks(60 * Minutes)),
        ("horns", () => SceneSounds.Horns(60 * Minutes)),
        ("music", () => SceneSounds.Music(60 * Minutes)),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void False_turns_in_noise(bool neural)
    {
        var network = neural ? VoiceModel.Require() : null;
        foreach (var (name, sound) in Noises)
        {
            var turns = Hear(sound(), network).Utterances.Count;
            output.WriteLine($"{Stages(neural),-8}{name,-28}{turns,5} false turns in {Minutes} minutes");
        }
    }

    [Theory]
    [InlineData(false, "white", 20)]
    [InlineData(false, "white", 10)]
    [InlineData(false, "white", 5)]
    [InlineData(false, "brown", 10)]
    [InlineData(true, "white", 20)]
    [InlineData(true, "white", 10)]
    [InlineData(true, "white", 5)]
    [InlineData(true, "brown", 20)]
    [InlineData(true, "brown", 10)]
    [InlineData(true, "brown", 5)]
    public void Sentences_in_noise(bool neural, string kind, double decibels)
    {
        var network = neural ? VoiceModel.Require() : null;
        var (missed, cut, late) = (0, 0, 0);
        for (var i = 0; i < SceneSounds.Sentences.Count; i++)
        {
            var sentence = SceneSounds.Sentences[i];
            var rms = SceneSounds.Rms(sentence) / Math.Pow(10, decibels / 20);
            var seconds = 3 + (sentence.Length / 8000.0) + 2;
            var noise = kind == "white" ? Sounds.White(seconds, rms, i) : Sounds.Brown(seconds, rms, i);
            var heard = Hear(Sounds.Mix(noise, sentence, at: 3), network).Utterances;
            var end = 3 + (sentence.Length / 8000.0);
            if (heard.Count == 0)
                missed++;
            else if (heard.Count > 1 || heard[^1].End.TotalSeconds < end - 0.4)
                cut++;
            if (heard.Count > 0 && heard[0].Start.TotalSeconds > 3.25)
                late++;
        }
        output.WriteLine($"{Stages(neural),-8}{kind} {decibels} dB: of {SceneSounds.Sentences.Count} sentences missed {missed}, cut {cut}, late {late}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Words_of_150_ms(bool neural)
    {
        var network = neural ? VoiceModel.Require() : null;
        var words = SceneSounds.Sentences.Select(SceneSounds.LoudestPart).ToList();
        var missed = words.Count((word) => Hear(Sounds.Mix(Sounds.White(5, 30), word, at: 3), network).Utterances is not [_]);
        output.WriteLine($"{Stages(neural),-8}{words.Count} words of 150 ms: {missed} missed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Own_echo(bool neural)
    {
        var network = neural ? VoiceModel.Require() : null;
        var said = Monologue(60 * Minutes / 9);
        foreach (var decibels in (double[])[-20, -12, -6])
        {
            foreach (var delay in (double[])[0.1, 0.25, 0.4])
            {
                var stage = new Stage(network).Play(Echo(said, decibels, delay, Sounds.White(said.Length / 8000.0, 30)), said);
                output.WriteLine($"{Stages(neural),-8}echo {decibels,4} dB, {delay * 1000} ms: {stage.Utterances.Count} false turns, {stage.BargeIns.Count} barge-ins");
            }
        }
    }

    [Theory]
    [InlineData(false, -100)]
    [InlineData(false, -20)]
    [InlineData(false, -12)]
    [InlineData(false, -6)]
    [InlineData(true, -100)]
    [InlineData(true, -20)]
    [InlineData(true, -12)]
    [InlineData(true, -6)]
    public void Barge_in(bool neural, double decibels)
    {
        var network = neural ? VoiceModel.Require() : null;
        var (delays, missed) = (new List<double>(), 0);
        for (var i = 0; i < SceneSounds.Sentences.Count; i++)
        {
            var said = Monologue(20, i);
            var words = SceneSounds.Sentences[(i * 7) % SceneSounds.Sentences.Count];
            var begins = 6.1 + (i * 0.037);
            var heard = Sounds.Mix(Echo(said, decibels, 0.1 + (0.1 * (i % 4)), Sounds.White(20, 30, i)), words, begins);
            var onset = begins + Onset(words);
            var stage = new Stage(network).Play(heard, said);
            var at = stage.BargeIns.FirstOrDefault(instant => instant.TotalSeconds > onset);
            if (at == default || at.TotalSeconds > onset + 2)
                missed++;
            else
                delays.Add((at.TotalSeconds - onset) * 1000);
        }
        delays.Sort();
        output.WriteLine($"{Stages(neural),-8}barge-in over echo {decibels,4} dB: {missed} missed, p50 {delays[delays.Count / 2]:F0} ms, p95 {delays[delays.Count * 95 / 100]:F0} ms, max {delays[^1]:F0}");
    }

    private static string Stages(bool neural) => neural ? "both" : "energy";

    private static SpeechRecorder Hear(short[] sound, SileroNetwork? network) => Hearing.Of(sound, network: network);

    private static double Onset(short[] words) => Array.FindIndex(words, sample => Math.Abs((int)sample) > 1000) / 8000.0;

    private static short[] Monologue(double seconds, int from = 0)
    {
        var said = new short[Sounds.Samples(seconds)];
        for (var (at, i) = (0, from); at < said.Length; i++)
        {
            var sentence = SceneSounds.Sentences[i % SceneSounds.Sentences.Count];
            var length = Math.Min(sentence.Length, said.Length - at);
            sentence.AsSpan(0, length).CopyTo(said.AsSpan(at));
            at += length + 2400;
        }
        return said;
    }

    private static short[] Echo(short[] said, double decibels, double delay, short[] noise)
    {
        var factor = Math.Pow(10, decibels / 20);
        var shift = Sounds.Samples(delay) + 37;
        var wall = shift + Sounds.Samples(0.013); // a reflection, half as loud
        return [.. noise.Select((sample, i) => (short)Math.Clamp(sample + (factor * (At(said, i - shift) + (0.5 * At(said, i - wall)))), short.MinValue, short.MaxValue))];
    }

    private static short At(short[] sound, int index) => index < 0 ? (short)0 : sound[index];
}
