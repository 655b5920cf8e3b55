using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>What a gate sounds like. Every noise is the same at each run.</summary>
internal static class Sounds
{
    private const int Rate = AudioClip.SampleRate;
    private static readonly int[] KeyRows = [697, 770, 852, 941];
    private static readonly int[] KeyColumns = [1209, 1336, 1477];

    public static short[] Silence(double seconds) => new short[Samples(seconds)];

    public static short[] White(double seconds, double rms, int seed = 1)
    {
        var random = new Random(seed);
        return Make(seconds, _ => rms * Math.Sqrt(3) * (2 * random.NextDouble() - 1));
    }

    /// <summary>Rumble: what wind and traffic leave in a telephone band.</summary>
    public static short[] Brown(double seconds, double rms, int seed = 1)
    {
        var (random, value) = (new Random(seed), 0.0);
        const double Keep = 0.98;
        var scale = rms * Math.Sqrt(3 * (1 - Keep * Keep));
        return Make(seconds, _ => value = Keep * value + scale * (2 * random.NextDouble() - 1));
    }

    /// <summary>Crackles and knocks of 2 to 60 ms at irregular instants, <paramref name="perMinute"/> of them.</summary>
    public static short[] Clicks(double seconds, int perMinute, int seed = 1)
    {
        var random = new Random(seed);
        var samples = White(seconds, 30, seed);
        for (var i = 0; i < (int)(seconds * perMinute / 60); i++)
            AddClick(samples, random.Next(samples.Length), Samples(0.002 + 0.058 * random.NextDouble()), random);
        return samples;
    }

    /// <summary>Keys of 80 to 200 ms, each a random one.</summary>
    public static short[] Keys(double seconds, int perMinute, int seed = 1)
    {
        var random = new Random(seed);
        var samples = White(seconds, 30, seed);
        for (var start = 0; start < samples.Length; start += Samples(60.0 / perMinute))
        {
            var (row, column) = (KeyRows[random.Next(4)], KeyColumns[random.Next(3)]);
            Add(samples, start, Samples(0.08 + 0.12 * random.NextDouble()), i => 3000 * (Tone(row, i) + Tone(column, i)));
        }
        return samples;
    }

    /// <summary>The Brazilian ringing tone: 425 Hz, 1 s on, 4 s off.</summary>
    public static short[] Ringing(double seconds)
    {
        var samples = White(seconds, 30);
        for (var start = 0; start < samples.Length; start += Samples(5))
            Add(samples, start, Samples(1), i => 4000 * Tone(425, i));
        return samples;
    }

    /// <summary>A noise whose level jumps every 20 s, by 6, 12 or 18 dB, up and down.</summary>
    public static short[] Steps(short[] noise)
    {
        double[] factors = [1, 2, 8, 1, 4];
        return [.. noise.Select((sample, i) => Saturate(sample * factors[i / Samples(20) % factors.Length]))];
    }

    /// <summary>Speech on top of a noise, from <paramref name="at"/> seconds on.</summary>
    public static short[] Mix(short[] noise, ReadOnlySpan<short> speech, double at)
    {
        var mixed = noise.ToArray();
        for (var i = 0; i < speech.Length; i++)
            mixed[Samples(at) + i] = Saturate(mixed[Samples(at) + i] + speech[i]);
        return mixed;
    }

    public static int Samples(double seconds) => (int)Math.Round(seconds * Rate);

    // One half crackles, the other is a knock on the panel.
    private static void AddClick(short[] samples, int start, int length, Random random)
    {
        var (isKnock, hertz) = (random.Next(2) == 0, 200 + 800 * random.NextDouble());
        Add(samples, start, length, i => 12000 * Math.Exp(-3.0 * i / length) * (isKnock ? Tone(hertz, i) : 2 * random.NextDouble() - 1));
    }

    private static void Add(short[] samples, int start, int length, Func<int, double> sound)
    {
        for (var i = 0; i < length && start + i < samples.Length; i++)
            samples[start + i] = Saturate(samples[start + i] + sound(i));
    }

    private static double Tone(double hertz, int index) => Math.Sin(2 * Math.PI * hertz * index / Rate);

    private static short[] Make(double seconds, Func<int, double> sound) => [.. Enumerable.Range(0, Samples(seconds)).Select(i => Saturate(sound(i)))];

    private static short Saturate(double value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);
}
