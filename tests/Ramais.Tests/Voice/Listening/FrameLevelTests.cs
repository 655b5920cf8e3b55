using CsCheck;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

public sealed class FrameLevelTests
{
    [Fact]
    public void It_is_the_deviation_from_the_mean_of_each_2_ms() =>
        Gen.Short.Array[160].Sample(samples =>
        {
            var expected = Math.Sqrt(samples.Chunk(16).Average(block => block.Average(sample => Math.Pow(sample - block.Average(each => (double)each), 2))));
            return Math.Abs(FrameLevel.Of(samples) - expected) <= 1 + expected * 1e-3;
        });

    [Theory]
    [InlineData(50, -14)]
    [InlineData(230, -2)]
    [InlineData(300, -1)]
    [InlineData(1000, 0.3)]
    [InlineData(3400, 0.3)]
    public void The_telephone_band_is_heard_and_rumble_is_not(double hertz, double atMostDecibels)
    {
        short[] tone = [.. Enumerable.Range(0, 160).Select(i => (short)(10000 * Math.Sin(2 * Math.PI * hertz * i / 8000)))];

        var decibels = 20 * Math.Log10(FrameLevel.Of(tone) / (10000 / Math.Sqrt(2)));

        Assert.True(decibels <= atMostDecibels);
        Assert.True(hertz < 300 || decibels > -1.5);
    }

    [Theory]
    [InlineData(short.MinValue)]
    [InlineData(12345)]
    [InlineData(0)]
    public void A_constant_is_not_heard(short value) => Assert.Equal(0, FrameLevel.Of(Enumerable.Repeat(value, 160).ToArray()), 10f);

    [Fact]
    public void A_full_scale_square_is_the_loudest() =>
        Assert.Equal(32767.5f, FrameLevel.Of([.. Enumerable.Range(0, 160).Select(i => i % 2 == 0 ? short.MinValue : short.MaxValue)]), 1f);
}
