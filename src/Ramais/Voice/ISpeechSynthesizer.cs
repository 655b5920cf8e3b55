namespace Ramais.Voice;

/// <summary>A voice: one sentence in, sound out.</summary>
internal interface ISpeechSynthesizer
{
    /// <summary>Part of the cache key: the same text in another voice is another clip. Letters, digits and hyphens.</summary>
    string Voice { get; }

    /// <summary>Whether it has whole prompts under their keys instead of speaking any text: what it has is not spoken sentence by sentence.</summary>
    bool SpeaksByKey => false;

    /// <summary>Speaks <paramref name="text"/>. Null when this machine cannot speak it (no program installed); throws when it failed.</summary>
    ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation);

    /// <summary>Speaks a sentence of the catalogue; a voice of recorded sentences knows it by its key.</summary>
    ValueTask<AudioClip?> SynthesizeAsync(PromptText prompt, CancellationToken cancellation) => SynthesizeAsync(prompt.Text, cancellation);

    /// <summary>The same synthesizer in another voice; null when it has only one.</summary>
    /// <param name="voice">As <see cref="VoiceName"/> allows.</param>
    ISpeechSynthesizer? In(string voice) => null;
}
