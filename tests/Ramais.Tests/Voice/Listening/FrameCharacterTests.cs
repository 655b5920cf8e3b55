using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

public sealed class FrameCharacterTests
{
    [Fact]
    public void White_noise_is_no_voice() => Assert.Equal(0, Share(Sounds.White(10, 1000)));

    [Fact]
    public void Keys_and_ringing_are_no_voice()
    {
        Assert.Equal(0, Share(Loud(Sounds.Keys(10, 120))));
        Assert.Equal(0, Share(Loud(Sounds.Ringing(10))));
    }

    [Fact]
    public void A_hum_with_overtones_is() => Assert.Equal(1, Share(Speech.Voiced(TimeSpan.FromSeconds(2))));

    /// <summary>Part of the frames that can be a voice.</summary>
    private static double Share(short[] sound) => sound.Chunk(AudioClip.FrameSamples).Average(frame => FrameCharacter.IsVoice(frame) ? 1.0 : 0);

    /// <summary>The frames that a tone fills; its edges are short enough to be ruled out as clicks.</summary>
    private static short[] Loud(short[] sound)
    {
        var frames = sound.Chunk(AudioClip.FrameSamples).ToArray();
        return [.. frames.Where((_, i) => i > 0 && i + 1 < frames.Length && FrameLevel.Of(frames[i - 1]) > 1000 && FrameLevel.Of(frames[i + 1]) > 1000).SelectMany(frame => frame)];
    }
}
