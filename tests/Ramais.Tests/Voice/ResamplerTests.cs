using CsCheck;
using Ramais.Voice;

namespace Ramais.Tests.Voice;

public sealed class ResamplerTests
{
    private static readonly int[] Rates = [8000, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000, 192000];

    public static TheoryData<int, int> Pairs()
    {
        var pairs = new TheoryData<int, int>();
        foreach (var from in Rates)
        {
            foreach (var to in Rates)
                pairs.Add(from, to);
        }
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_tone_of_the_telephone_band_keeps_its_level_at_every_pair_of_rates(int from, int to)
    {
        foreach (var hertz in new[] { 300.0, 1000, 3000 })
        {
            var output = Resampler.Convert(Tone(hertz, 8000, from, from / 4), from, to);

            Assert.InRange(Decibels(LevelAt(output, hertz, to), 8000), -0.5, 0.5);
        }
    }

    [Theory]
    [InlineData(6000, 22050)]
    [InlineData(4100, 22050)]
    [InlineData(5000, 16000)]
    [InlineData(15000, 48000)]
    [InlineData(90000, 192000)]
    public void What_8_kHz_cannot_hold_is_suppressed_by_50_dB(double hertz, int from)
    {
        var output = Resampler.Convert(Tone(hertz, 20000, from, from / 2), from, 8000);

        var middle = output.AsSpan(output.Length / 8, output.Length * 3 / 4);
        Assert.True(Decibels(Rms(middle) * Math.Sqrt(2), 20000) < -50);
    }

    [Fact]
    public void Raising_the_rate_adds_no_image()
    {
        var output = Resampler.Convert(Tone(3000, 20000, 8000, 4000), 8000, 48000);

        Assert.True(Decibels(LevelAt(output, 5000, 48000), 20000) < -50);
    }

    [Fact]
    public void Cutting_the_input_changes_nothing() =>
        Gen.Select(Gen.OneOf(Rates), Gen.OneOf(Rates), Gen.Short.Array[0, 3000], Gen.Int[1, 700].Array[1, 20])
            .Sample((from, to, samples, cuts) => Whole(samples, from, to).AsSpan().SequenceEqual(InPieces(samples, cuts, from, to)), iter: 200);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Lengths_are_exact_over_time(int from, int to)
    {
        var resampler = new Resampler(from, to);
        var frame = new short[from / 50];
        var output = new short[resampler.MaxOutput(frame.Length)];
        var total = 0L;
        for (var i = 0; i < 100; i++)
            total += resampler.Process(frame, output);

        Assert.Equal(((long)frame.Length * 100 * to + from - 1) / from, total);
    }

    [Fact]
    public void Every_frame_of_8_kHz_gives_882_samples_at_44_1_kHz()
    {
        var resampler = new Resampler(8000, 44100);
        var output = new short[resampler.MaxOutput(160)];

        for (var i = 0; i < 50; i++)
            Assert.Equal(882, resampler.Process(new short[160], output));
    }

    [Fact]
    public void A_clip_stays_where_it_is_in_time()
    {
        var clip = new short[22050];
        clip[11025] = 30000;

        var output = Resampler.Convert(clip, 22050, 8000);

        Assert.Equal(8000, output.Length);
        Assert.Equal(4000, Array.IndexOf(output, output.Max()));
    }

    [Fact]
    public void A_stream_lags_by_the_delay_that_it_says()
    {
        var resampler = new Resampler(16000, 8000);
        var input = new short[8000];
        input[4000] = 30000;
        var output = new short[resampler.MaxOutput(input.Length)];
        resampler.Process(input, output);

        Assert.Equal(2000 + resampler.Delay.TotalSeconds * 8000, Array.IndexOf(output, output.Max()), tolerance: 1);
    }

    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(48000, 8000)]
    public void The_overshoot_of_a_full_scale_edge_is_clipped_and_never_wraps(int from, int to)
    {
        var square = new short[from / 5];
        for (var i = 0; i < square.Length; i++)
            square[i] = i * 100 / from % 2 == 0 ? short.MaxValue : short.MinValue;

        var output = Resampler.Convert(square, from, to);

        // 50 Hz square: 4 ms into each half the sign must be the half's, whatever the ringing does.
        for (var half = 1; half < 20; half++)
        {
            var sample = output[(int)((half * 0.01 + 0.004) * to)];
            Assert.Equal(half % 2 == 0, sample > 0);
            Assert.True(Math.Abs((int)sample) > 25000);
        }
        Assert.Contains(short.MaxValue, output);
    }

    [Fact]
    public void A_constant_passes_unchanged()
    {
        var output = Resampler.Convert(Enumerable.Repeat((short)1000, 4410).ToArray(), 44100, 8000);

        Assert.All(output[100..^100], sample => Assert.Equal(1000, sample));
    }

    [Fact]
    public void Another_rate_is_refused_with_the_ones_that_are_taken()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(11025, 8000));

        Assert.Contains("22050", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_allocates_nothing()
    {
        var resampler = new Resampler(48000, 8000);
        var (input, output) = (new short[960], new short[resampler.MaxOutput(960)]);
        resampler.Process(input, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            resampler.Process(input, output);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static short[] Whole(short[] samples, int from, int to)
    {
        var resampler = new Resampler(from, to);
        var output = new short[resampler.MaxOutput(samples.Length)];
        return output[..resampler.Process(samples, output)];
    }

    private static short[] InPieces(short[] samples, int[] cuts, int from, int to)
    {
        var resampler = new Resampler(from, to);
        var output = new List<short>();
        for (int at = 0, i = 0; at < samples.Length; i++)
        {
            var piece = samples.AsSpan(at, Math.Min(cuts[i % cuts.Length], samples.Length - at));
            var converted = new short[resampler.MaxOutput(piece.Length)];
            output.AddRange(converted[..resampler.Process(piece, converted)]);
            at += piece.Length;
        }
        return [.. output];
    }

    private static short[] Tone(double hertz, double amplitude, int rate, int samples) =>
        [.. Enumerable.Range(0, samples).Select(i => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * hertz * i / rate)))];

    /// <summary>Amplitude of one frequency in the middle of a clip (a Hann-weighted Fourier coefficient).</summary>
    private static double LevelAt(short[] samples, double hertz, int rate)
    {
        var (start, length) = (samples.Length / 8, samples.Length * 3 / 4);
        var (re, im, weight) = (0.0, 0.0, 0.0);
        for (var i = 0; i < length; i++)
        {
            var hann = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / length);
            re += hann * samples[start + i] * Math.Cos(2 * Math.PI * hertz * i / rate);
            im += hann * samples[start + i] * Math.Sin(2 * Math.PI * hertz * i / rate);
            weight += hann;
        }
        return 2 * Math.Sqrt(re * re + im * im) / weight;
    }

    private static double Rms(ReadOnlySpan<short> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
            sum += (double)sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }

    private static double Decibels(double level, double reference) => 20 * Math.Log10(level / reference);
}
