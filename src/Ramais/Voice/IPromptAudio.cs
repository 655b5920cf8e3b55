namespace Ramais.Voice;

/// <summary>Where sentences become sound.</summary>
internal interface IPromptAudio
{
    /// <summary>
    /// The sound of a prompt, sentence by sentence, each as soon as it is made; they are played one behind the other. Nothing, or an empty clip, when
    /// nothing on this machine can speak it. Never throws but for cancellation.
    /// </summary>
    IAsyncEnumerable<AudioClip> SpeakAsync(PromptText prompt, CancellationToken cancellation);
}

/// <summary>For those who need a prompt as a whole.</summary>
internal static class PromptAudioExtensions
{
    public static async ValueTask<AudioClip> GetAsync(this IPromptAudio audio, PromptText prompt, CancellationToken cancellation)
    {
        List<AudioClip> parts = [];
        await foreach (var part in audio.SpeakAsync(prompt, cancellation))
            parts.Add(part);
        return parts is [var only] ? only : new(parts.SelectMany(part => part.Samples.ToArray()).ToArray());
    }
}
