using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>Frames of known level and character in, states out; a frame is 20 ms.</summary>
public sealed class SpeechDetectorTests
{
    private static readonly short[] HissFrame = Sounds.White(0.02, 100);

    private readonly SpeechDetector _detector = new();

    [Fact]
    public void A_word_goes_through_the_four_states()
    {
        Assert.Equal(SpeechState.Quiet, Hear(Hum, 0, frames: 3));
        Assert.Equal(SpeechState.Starting, Hear(Hum, 2000, frames: 4));
        Assert.Equal(SpeechState.Speaking, Hear(Hum, 2000));
        Assert.Equal(SpeechState.Stopping, Hear(Hum, 0, frames: 9));
        Assert.Equal(SpeechState.Quiet, Hear(Hum, 0));
    }

    [Fact]
    public void Its_beginning_is_told_when_it_is_believed()
    {
        Hear(Hum, 0, frames: 5);
        Hear(Hum, 900, frames: 5);

        Assert.Equal((5, 5), (_detector.NewSpeech, _detector.NewSpeechAge));
        Hear(Hum, 900);
        Assert.Equal((1, 1), (_detector.NewSpeech, _detector.NewSpeechAge));
        Hear(Hum, 0);
        Assert.Equal((0, 0), (_detector.NewSpeech, _detector.NewSpeechAge));
    }

    [Fact]
    public void A_hissing_consonant_belongs_to_the_word_that_follows()
    {
        Hear(Hum, 0, frames: 5);
        Hear(Hiss, 900, frames: 5);
        Assert.Equal(SpeechState.Starting, _detector.State);
        Hear(Hum, 2000, frames: 3);

        Assert.Equal(SpeechState.Speaking, _detector.State);
        Assert.Equal(8, _detector.NewSpeechAge);
    }

    [Fact]
    public void A_pause_between_syllables_is_part_of_speech()
    {
        Hear(Hum, 2000, frames: 7);
        Hear(Hum, 0, frames: 9);

        Assert.Equal(SpeechState.Speaking, Hear(Hum, 2000));
    }

    [Fact]
    public void Four_loud_frames_are_a_click()
    {
        Hear(Hum, 0, frames: 5);

        Assert.Equal(SpeechState.Starting, Hear(Hum, 9000, frames: 4));
        Assert.Equal(SpeechState.Quiet, Hear(Hum, 0, frames: 8));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Hiss_and_keys_never_start_however_long_they_last(bool hiss)
    {
        Hear(Hum, 0, frames: 100);
        for (var frame = 0; frame < 300; frame++)
            Assert.NotEqual(SpeechState.Speaking, Hear(hiss ? Hiss : Key, 3000));
    }

    [Fact]
    public void The_exchange_s_tone_never_starts()
    {
        for (var frame = 0; frame < 50; frame++)
            Assert.NotEqual(SpeechState.Speaking, Hear(index => Sine(425, index), 3000));
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(600, true)]
    public void Five_decibels_over_the_floor_are_asked_for(float level, bool speaks)
    {
        Hear(Hiss, 300, frames: 120);

        Assert.Equal(speaks ? SpeechState.Speaking : SpeechState.Quiet, Hear(Hum, level, frames: 6));
    }

    [Theory]
    [InlineData(190, false)]
    [InlineData(220, true)]
    public void Where_it_is_silent_room_sound_is_no_speech(float level, bool speaks)
    {
        Hear(Hum, 0, frames: 10);

        Assert.Equal(speaks ? SpeechState.Speaking : SpeechState.Quiet, Hear(Hum, level, frames: 6));
    }

    [Fact]
    public void What_rings_on_far_below_the_speech_is_its_end()
    {
        Hear(Hum, 8000, frames: 6);

        Assert.Equal(SpeechState.Stopping, Hear(Hum, 310));
    }

    private static double Hum(int index) => Sine(200, index) + Sine(400, index) + Sine(600, index) / 2 + Sine(1200, index) / 4;

    private static double Key(int index) => Sine(770, index) + Sine(1336, index);

    private static double Hiss(int index) => HissFrame[index] / 100.0;

    private static double Sine(double hertz, int index) => Math.Sin(2 * Math.PI * hertz * index / AudioClip.SampleRate);

    private SpeechState Hear(Func<int, double> sound, float level, int frames = 1)
    {
        var unscaled = Make(sound, 1000);
        var frame = Make(sound, 1000 * level / FrameLevel.Of(unscaled));
        for (var i = 0; i < frames; i++)
            _detector.Next(frame);
        return _detector.State;
    }

    private static short[] Make(Func<int, double> sound, double scale) => [.. Enumerable.Range(0, AudioClip.FrameSamples).Select(i => (short)(scale * sound(i)))];
}
