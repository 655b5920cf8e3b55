using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>More of what a gate sounds like, and the sentences spoken there. Everything is the same at each run.</summary>
internal static class SceneSounds
{
    private const int Rate = AudioClip.SampleRate;

    /// <summary>The sentences that ship with the product: speech at -20 dBFS.</summary>
    public static IReadOnlyList<short[]> Sentences { get; } =
        [.. PromptKeys().Select(key => ShippedRecordings.Find(key)!.Samples.ToArray()).Where(samples => samples.Length > Rate)];

    /// <summary>Car horns: two reeds with many overtones, 0.3 to 1.2 s, twelve a minute.</summary>
    public static short[] Horns(double seconds) => Events(seconds, perMinute: 12, 0.3, 1.2, (random, _) =>
    {
        var pitch = 380 + (80 * random.NextDouble());
        return time => 5000 * (Reed(pitch, time) + Reed(1.26 * pitch, time)) / 2;
    });

    /// <summary>Barks: 120 to 200 ms, a falling pitch and much noise, in bursts.</summary>
    public static short[] Barks(double seconds) => Events(seconds, perMinute: 60, 0.12, 0.2, (random, length) =>
    {
        var pitch = 450 + (250 * random.NextDouble());
        return time => 9000 * Math.Exp(-4 * time / length) * ((0.6 * Reed(pitch * (1 - (0.3 * time / length)), time)) + (0.8 * ((2 * random.NextDouble()) - 1)));
    });

    /// <summary>Rain: hiss whose level comes and goes, with drops on the panel.</summary>
    public static short[] Rain(double seconds)
    {
        var (hiss, drops) = (Sounds.White(seconds, 600, seed: 3), Sounds.Clicks(seconds, 240, seed: 4));
        return [.. hiss.Select((sample, i) => Saturate((sample * (1 + (0.4 * Math.Sin(2 * Math.PI * i / Rate / 7)))) + (drops[i] * 0.3)))];
    }

    /// <summary>Music from a car: a chord a second with a beat.</summary>
    public static short[] Music(double seconds)
    {
        double[] roots = [220, 175, 196, 262];
        return [.. Enumerable.Range(0, Sounds.Samples(seconds)).Select(i => Saturate(Chord(roots[i / Rate % roots.Length], (double)i / Rate)))];
    }

    /// <summary>The 150 ms of a sentence that are loudest: as short as a "sim" gets.</summary>
    public static short[] LoudestPart(short[] sentence)
    {
        var length = Sounds.Samples(0.15);
        var from = Enumerable.Range(0, (sentence.Length - length) / 80).MaxBy(at => Rms(sentence.AsSpan(at * 80, length))) * 80;
        return sentence[from..(from + length)];
    }

    /// <summary>When a sentence is loud for the first time, in seconds.</summary>
    public static double Onset(short[] words) => Array.FindIndex(words, sample => Math.Abs((int)sample) > 1000) / (double)Rate;

    /// <summary>What we say: sentence after sentence, 300 ms apart.</summary>
    public static short[] Monologue(double seconds, int from = 0)
    {
        var said = new short[Sounds.Samples(seconds)];
        for (var (at, i) = (0, from); at < said.Length; i++)
        {
            var sentence = Sentences[i % Sentences.Count];
            var length = Math.Min(sentence.Length, said.Length - at);
            sentence.AsSpan(0, length).CopyTo(said.AsSpan(at));
            at += length + Sounds.Samples(0.3);
        }
        return said;
    }

    /// <summary>How it comes back: later, weaker, with one reflection 13 ms behind and half as loud, over a quiet line.</summary>
    public static short[] Echo(short[] said, double decibels, double delay, int seed = 1)
    {
        var (factor, direct) = (Math.Pow(10, decibels / 20), Sounds.Samples(delay) + 37);
        var wall = direct + Sounds.Samples(0.013);
        return [.. Sounds.White((double)said.Length / Rate, 30, seed).Select((sample, i) => Saturate(sample + (factor * (At(said, i - direct) + (0.5 * At(said, i - wall))))))];
    }

    /// <summary>How loud it is where it is not silent.</summary>
    public static double Rms(ReadOnlySpan<short> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
            sum += (double)sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }

    private static short At(short[] sound, int index) => index < 0 ? (short)0 : sound[index];

    private static double Chord(double root, double time)
    {
        var decay = Math.Exp(-2 * (time % 0.5));
        return 2500 * decay * (Math.Sin(2 * Math.PI * root * time) + Math.Sin(2 * Math.PI * root * 1.26 * time) + Math.Sin(2 * Math.PI * root * 1.5 * time) + (0.5 * Math.Sin(2 * Math.PI * root * 4 * time)));
    }

    private static double Reed(double pitch, double time)
    {
        var sum = 0.0;
        for (var harmonic = 1; harmonic <= 7; harmonic++)
            sum += Math.Sin(2 * Math.PI * pitch * harmonic * time) / harmonic;
        return sum;
    }

    private static short[] Events(double seconds, int perMinute, double shortest, double longest, Func<Random, double, Func<double, double>> make)
    {
        var random = new Random(5);
        var samples = Sounds.White(seconds, 60, seed: 6);
        for (var count = (int)(seconds * perMinute / 60); count > 0; count--)
        {
            var (start, length) = (random.Next(samples.Length), shortest + ((longest - shortest) * random.NextDouble()));
            var sound = make(random, length);
            for (var i = 0; i < Sounds.Samples(length) && start + i < samples.Length; i++)
                samples[start + i] = Saturate(samples[start + i] + sound((double)i / Rate));
        }
        return samples;
    }

    private static IEnumerable<string> PromptKeys() => typeof(ShippedRecordings).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("recordings/", StringComparison.Ordinal)).Select(name => name["recordings/".Length..^".wav".Length]).Order(StringComparer.Ordinal)
        .Where(key => key != "call.recorded"); // the scenes pair sentences by their order: one more in front would make others of those that were measured

    private static short Saturate(double value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);
}
