using Ramais.Voice;

namespace Ramais.Testing;

/// <summary>A voice whose sentences say their key, 40 ms a letter, so that instants in a script are those of real speech.</summary>
internal sealed class FakePromptAudio : IPromptAudio
{
    private const int SamplesPerLetter = AudioClip.SampleRate * 40 / 1000;

    /// <summary>Texts that were asked for, in order, by key.</summary>
    public List<PromptText> Asked { get; } = [];

    public IAsyncEnumerable<AudioClip> SpeakAsync(PromptText prompt, CancellationToken cancellation)
    {
        Asked.Add(prompt);
        return AsyncEnumerable.Repeat(SoundCode.Stamp(prompt.Key, new short[prompt.Text.Length * SamplesPerLetter]), 1);
    }
}
