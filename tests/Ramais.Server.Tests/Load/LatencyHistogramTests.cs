using Ramais.Server.Load;

namespace Ramais.Server.Tests.Load;

public class LatencyHistogramTests
{
    [Fact]
    public void Is_zero_when_empty()
    {
        var times = new LatencyHistogram();

        Assert.Equal(0, times.PercentileMs(0.99));
        Assert.Equal(0, times.MaxMs);
    }

    [Fact]
    public void Tells_percentiles_to_a_tenth_of_a_millisecond()
    {
        var times = new LatencyHistogram();
        for (var ms = 1; ms <= 100; ms++)
            times.Add(ms * 1000 - 1);

        Assert.Equal(50, times.PercentileMs(0.5));
        Assert.Equal(99, times.PercentileMs(0.99));
        Assert.Equal(100, times.MaxMs);
    }

    [Fact]
    public void Keeps_the_longest_even_beyond_its_steps()
    {
        var times = new LatencyHistogram();
        times.Add(100);
        times.Add(7_000_000);

        Assert.Equal(7000, times.MaxMs);
        Assert.Equal(7000, times.PercentileMs(0.99));
    }
}
