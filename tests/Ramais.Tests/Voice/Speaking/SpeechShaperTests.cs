using CsCheck;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

public class SpeechShaperTests
{
    [Theory]
    [InlineData(300)]
    [InlineData(12000)]
    public void Loud_and_soft_voices_come_out_equally_loud(int amplitude)
    {
        var shaped = SpeechShaper.Shape(new AudioClip(Tone(amplitude, 8000)));
        Assert.InRange(Dbfs(shaped), -20.1, -19.9);
    }

    [Fact]
    public void Silence_at_both_ends_is_cut_to_50_ms()
    {
        short[] noisySilence = [.. Enumerable.Range(0, 4000).Select(i => (short)(i % 3))];
        var shaped = SpeechShaper.Shape(new AudioClip((short[])[.. noisySilence, .. Tone(5000, 8000), .. noisySilence]));

        Assert.InRange(shaped.Duration.TotalMilliseconds, 1100 - 20, 1100 + 20);
        Assert.All(shaped.Samples[..380].ToArray(), sample => Assert.InRange(sample, (short)-5, (short)5));
        Assert.NotEqual(0, shaped.Samples.Span[420..500].ToArray().Max());
    }

    [Fact]
    public void A_pause_inside_the_sentence_stays()
    {
        var shaped = SpeechShaper.Shape(new AudioClip((short[])[.. Tone(5000, 800), .. new short[8000], .. Tone(5000, 800)]));
        Assert.Equal(9600, shaped.Samples.Length);
    }

    [Fact]
    public void Peaks_are_never_clipped_even_if_the_level_stays_lower()
    {
        var samples = Tone(100, 8000);
        samples[4000] = 20000;

        var shaped = SpeechShaper.Shape(new AudioClip(samples));

        Assert.InRange(shaped.Samples.ToArray().Max(), (short)32000, (short)32500);
        Assert.True(Dbfs(shaped) < -20);
    }

    [Fact]
    public void No_sound_gives_an_empty_clip()
    {
        Assert.True(SpeechShaper.Shape(AudioClip.Empty).Samples.IsEmpty);
        Assert.True(SpeechShaper.Shape(new AudioClip(new short[4000])).Samples.IsEmpty);
    }

    [Fact]
    public void Any_sound_comes_out_unclipped_and_no_longer_than_it_was() => Gen.Short.Array[1, 3000].Sample(samples =>
    {
        var shaped = SpeechShaper.Shape(new AudioClip(samples));
        Assert.InRange(shaped.Samples.Length, 0, samples.Length);
        Assert.DoesNotContain(short.MaxValue, shaped.Samples.ToArray());
        Assert.DoesNotContain(short.MinValue, shaped.Samples.ToArray());
    });

    private static short[] Tone(int amplitude, int samples) =>
        [.. Enumerable.Range(0, samples).Select(i => (short)(amplitude * Math.Sin(2 * Math.PI * 500 * (i + 1) / 8000)))];

    private static double Dbfs(AudioClip clip) =>
        20 * Math.Log10(Math.Sqrt(clip.Samples.ToArray().Average(sample => (double)sample * sample)) / short.MaxValue);
}
