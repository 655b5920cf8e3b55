using System.Collections.Concurrent;

namespace Ramais.Voice;

/// <summary>
/// The voices in which this server speaks: the usual one, and one more for each that a condominium chose, made at its first sentence. They
/// are as many as the directory names, never as a caller says.
/// </summary>
/// <param name="usual">The voice of every sentence that names none.</param>
/// <param name="make">Makes another voice; null where there is no synthesizer for it, and then the usual one speaks.</param>
internal sealed class PromptVoices(PromptAudio usual, Func<string, PromptAudio?> make) : IPromptAudio, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<PromptAudio?>> _others = new();

    /// <inheritdoc/>
    public IAsyncEnumerable<AudioClip> SpeakAsync(PromptText prompt, CancellationToken cancellation) => For(prompt.Voice).SpeakAsync(prompt, cancellation);

    /// <summary>Has a prompt made before it is needed.</summary>
    /// <returns>Whether its voice can speak it; what only a recording can is not ready.</returns>
    public Task<bool> PrepareAsync(PromptText prompt, CancellationToken cancellation) => For(prompt.Voice).PrepareAsync(prompt, cancellation);

    /// <summary>Ends the voices made here; the usual one belongs to who made it.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others.Values)
        {
            if (other.Value is { } voice)
                await voice.DisposeAsync();
        }
    }

    private PromptAudio For(string voice) =>
        voice == "" ? usual : _others.GetOrAdd(voice, name => new(() => make(name))).Value ?? usual;
}
