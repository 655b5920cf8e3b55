using Ramais.Testing;

namespace Ramais.Tests.Voice.Listening;

/// <summary>Minutes of what a gate sounds like while nobody speaks, and words spoken in it.</summary>
public sealed class NoiseSceneTests(ITestOutputHelper output)
{
    private const double Seconds = 300;

    /// <summary>A step up looks like speech until the floor has followed.</summary>
    private static readonly TimeSpan FloorFollows = TimeSpan.FromSeconds(2.1);

    /// <summary>
    /// With the most false utterances that are borne. Rumble that rises at once is loud and low as a voice is: the energy stage cannot tell
    /// them apart until the floor has followed, so each of its nine rises may cost one, and so may strong rumble at the very beginning. Two knocks within 160 ms are as long as a word.
    /// </summary>
    private static readonly (string Name, int Goal, short[] Sound)[] Scenes =
    [
        ("white, RMS 300", 0, Sounds.White(Seconds, 300)),
        ("white, RMS 1000", 0, Sounds.White(Seconds, 1000)),
        ("white, steps of 6 to 18 dB", 0, Sounds.Steps(Sounds.White(Seconds, 200))),
        ("brown, RMS 300", 0, Sounds.Brown(Seconds, 300)),
        ("brown, RMS 2000", 1, Sounds.Brown(Seconds, 2000)),
        ("brown, steps of 6 to 18 dB", 9, Sounds.Steps(Sounds.Brown(Seconds, 400))),
        ("60 clicks a minute", 3, Sounds.Clicks(Seconds, 60)),
        ("60 keys a minute", 0, Sounds.Keys(Seconds, 60)),
        ("ringing 425 Hz", 0, Sounds.Ringing(Seconds)),
    ];

    [Fact]
    public void Nobody_speaks_in_any_of_them()
    {
        var heard = Scenes.Select(scene => (scene.Name, scene.Goal, Lengths: Hearing.Of(scene.Sound).Utterances.Select(found => found.End - found.Start).ToList())).ToList();

        output.WriteLine($"{"scene, 5 minutes",-28}{"false utterances",18}{"goal",6}{"longest",10}");
        foreach (var (name, goal, lengths) in heard)
            output.WriteLine($"{name,-28}{lengths.Count,18}{goal,6}{lengths.DefaultIfEmpty().Max().TotalSeconds,8:F1} s");
        Assert.All(heard, scene => Assert.InRange(scene.Lengths.Count, 0, scene.Goal));
        Assert.All(heard.SelectMany(scene => scene.Lengths), length => Assert.True(length < FloorFollows));
    }

    [Theory]
    [InlineData("white", 20, 1.0)]
    [InlineData("white", 10, 0.95)]
    [InlineData("brown", 10, 1.0)]
    public void Words_are_heard_in_it(string kind, double decibels, double goal)
    {
        const int Words = 40;
        var found = Enumerable.Range(0, Words).Count(seed => IsFound(kind, decibels, seed));

        output.WriteLine($"speech {decibels} dB over {kind} noise: {found} of {Words} words of 150 to 540 ms");
        Assert.True(found >= goal * Words);
    }

    private static bool IsFound(string kind, double decibels, int seed)
    {
        var word = Speech.Voiced(TimeSpan.FromMilliseconds(150 + 10 * seed));
        var rms = Math.Sqrt(word.Average(sample => (double)sample * sample)) / Math.Pow(10, decibels / 20);
        var noise = kind == "white" ? Sounds.White(6, rms, seed) : Sounds.Brown(6, rms, seed);
        var heard = Hearing.Of(Sounds.Mix(noise, word, at: 3)).Utterances;
        return heard is [var utterance] && Math.Abs((utterance.Start - TimeSpan.FromSeconds(3)).TotalMilliseconds) <= 150;
    }
}
