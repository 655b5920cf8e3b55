using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

public class TonesTests
{
    [Fact]
    public void The_beep_is_400_ms_of_1_kHz_at_minus_20_dBFS_without_clicks()
    {
        var samples = Tones.Beep.Samples.ToArray();

        Assert.Equal(TimeSpan.FromMilliseconds(400), Tones.Beep.Duration);
        var rms = Math.Sqrt(samples.Average(sample => (double)sample * sample));
        Assert.InRange(20 * Math.Log10(rms / 32768), -21, -19);
        Assert.Equal(800, samples.Zip(samples.Skip(1)).Count(pair => (pair.First < 0) != (pair.Second < 0)), 10.0);
        Assert.Equal(0, samples[0]);
        Assert.All(samples[..4].Concat(samples[^4..]), sample => Assert.InRange(sample, (short)-50, (short)50));
    }
}
