using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// A folder of sentences that somebody recorded, <c>KEY.wav</c>. A sentence that names an apartment or a person can't be recorded beforehand,
/// so it is left to the next voice, as is one whose file is missing.
/// </summary>
internal sealed class RecordedVoice(string folder) : ISpeechSynthesizer
{
    /// <inheritdoc/>
    public string Voice => "wav";

    /// <inheritdoc/>
    public bool SpeaksByKey => true;

    /// <summary>Without a key there is no recording to be found.</summary>
    public ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation) => ValueTask.FromResult<AudioClip?>(null);

    /// <inheritdoc/>
    /// <exception cref="WavFormatException">The file is there and can't be read.</exception>
    public ValueTask<AudioClip?> SynthesizeAsync(PromptText prompt, CancellationToken cancellation)
    {
        if (prompt.FixedText is not null || !PromptText.IsValidKey(prompt.Key))
            return ValueTask.FromResult<AudioClip?>(null);
        var path = Path.Combine(folder, prompt.Key + ".wav");
        return ValueTask.FromResult(File.Exists(path) ? SpeechShaper.Shape(WavFile.Read(path)) : null);
    }
}
