using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

public sealed class ToneDetectorTests : ISpeechEvents, IFrameListener
{
    private readonly List<TimeSpan> _tones = [];
    private int _passedOn;

    public static TheoryData<double> Pitches => [.. new[] { 400, 425, 440, 850, 1000, 1400, 2000 }.Select(hertz => (double)hertz)];

    [Theory]
    [MemberData(nameof(Pitches))]
    public void A_steady_tone_is_told_once_with_its_beginning(double hertz)
    {
        Hear([.. Sounds.Silence(0.5), .. Tone(hertz, 0.6), .. Sounds.Silence(0.5)]);
        Assert.InRange(Assert.Single(_tones).TotalSeconds, 0.48, 0.54);
        Assert.Equal(80, _passedOn);
    }

    [Theory]
    [MemberData(nameof(Pitches))]
    public void A_telephone_codec_and_some_noise_do_not_hide_it(double hertz)
    {
        var noisy = Sounds.Mix(Sounds.White(0.6, 60), Tone(hertz, 0.6), 0);
        Hear([.. noisy.Select(sample => G711.DecodeMuLaw(G711.EncodeMuLaw(sample)))]);
        Assert.Single(_tones);
    }

    [Fact]
    public void Two_beeps_are_two_tones()
    {
        Hear([.. Tone(1000, 0.5), .. Sounds.Silence(0.2), .. Tone(1000, 0.5)]);
        Assert.Equal(2, _tones.Count);
    }

    [Fact]
    public void Speech_hiss_rumble_keys_and_short_beeps_are_no_tone()
    {
        foreach (var sound in new[]
        {
            Speech.Voiced(TimeSpan.FromSeconds(20)), Sounds.White(20, 2000), Sounds.Brown(20, 2000), Sounds.Clicks(20, 120), Sounds.Keys(20, 120), Tone(1000, 0.2), Sounds.Silence(5),
        })
            Hear(sound);
        Assert.Empty(_tones);
    }

    [Fact]
    public void A_glide_is_no_tone()
    {
        Hear([.. Enumerable.Range(0, AudioClip.SampleRate).Select(i => (short)(6000 * Math.Sin(2 * Math.PI * (400 + 0.05 * i) * i / AudioClip.SampleRate)))]);
        Assert.Empty(_tones);
    }

    [Fact]
    public void Our_own_voice_is_no_tone()
    {
        foreach (var key in Ramais.Conversation.PromptCatalog.Embedded.Keys)
            Hear(ShippedRecordings.Find(key)!.Samples.ToArray());
        Assert.Empty(_tones);
    }

    void ISpeechEvents.OnTone(TimeSpan start) => _tones.Add(start);

    void ISpeechEvents.OnSpeechStarted(TimeSpan start) => Assert.Fail();

    void ISpeechEvents.OnSpeechAudio(ReadOnlySpan<short> samples) => Assert.Fail();

    void ISpeechEvents.OnSpeechEnded(Utterance utterance) => Assert.Fail();

    void ISpeechEvents.OnSpeechDropped() => Assert.Fail();

    void IFrameListener.OnFrame(ReadOnlySpan<short> frame, TimeSpan start) => _passedOn++;

    private static short[] Tone(double hertz, double seconds) =>
        [.. Enumerable.Range(0, Sounds.Samples(seconds)).Select(i => (short)(5000 * Math.Sin(2 * Math.PI * hertz * i / AudioClip.SampleRate)))];

    private void Hear(short[] sound)
    {
        var detector = new ToneDetector(this, this);
        foreach (var (frame, index) in sound.Chunk(AudioClip.FrameSamples).Where(f => f.Length == AudioClip.FrameSamples).Select((f, i) => (f, i)))
            detector.OnFrame(frame, index * AudioClip.FrameDuration);
    }
}
