using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

public sealed class MicrophoneLevelTests
{
    [Theory]
    [InlineData(300, 2)]
    [InlineData(150, 4)]
    [InlineData(50, 4)]
    public void A_weak_microphone_is_raised_within_bounds(short amplitude, int gain)
    {
        var level = new MicrophoneLevel();
        level.Begin(Square(amplitude));

        Assert.Equal([(short)(100 * gain), (short)(-70 * gain)], level.Level([100, -70]).ToArray());
    }

    [Fact]
    public void An_utterance_is_told_as_loud_as_it_should_have_been()
    {
        var (weak, heard) = Hear(Scaled(500));

        Assert.InRange((double)heard.Max() / weak.Max(), 1.1, 4);
    }

    [Fact]
    public void A_constant_is_taken_out()
    {
        short[] shifted = [.. Scaled(3000).Select(sample => (short)(sample + 1500))];

        var (_, heard) = Hear(shifted);

        Assert.InRange(heard.Average(sample => (double)sample), -150, 150);
    }

    [Fact]
    public void Nothing_is_clipped_beyond_full_scale()
    {
        var level = new MicrophoneLevel();
        level.Begin(Square(100));

        Assert.Equal([short.MaxValue, short.MinValue], level.Level([30000, -30000]).ToArray());
    }

    [Fact]
    public void What_is_loud_enough_is_left_alone()
    {
        var level = new MicrophoneLevel();
        level.Begin(Square(900));

        Assert.Equal([1234, -4321], level.Level([1234, -4321]).ToArray());
    }

    private static (short[] Said, short[] Heard) Hear(short[] speech)
    {
        var offset = (short)(speech.Average(sample => (double)sample) > 1000 ? 1500 : 0);
        short[] around = [.. Enumerable.Repeat(offset, AudioClip.SampleRate)];
        var heard = Hearing.Of([.. around, .. speech, .. around]);
        return (speech, Assert.Single(heard.Utterances).Samples.ToArray());
    }

    private static short[] Square(short amplitude) => [.. Enumerable.Range(0, AudioClip.FrameSamples).Select(i => i % 2 == 0 ? amplitude : (short)-amplitude)];

    private static short[] Scaled(double rms)
    {
        var speech = Speech.Voiced(TimeSpan.FromSeconds(2));
        var factor = rms / SceneSounds.Rms(speech);
        return [.. speech.Select(sample => (short)(sample * factor))];
    }
}
