namespace Ramais.Voice;

/// <summary>Where sentences become sound.</summary>
internal interface IPromptAudio
{
    /// <summary>The sound of a sentence; empty when nothing on this machine can speak it. Never throws but for cancellation.</summary>
    ValueTask<AudioClip> GetAsync(PromptText prompt, CancellationToken cancellation);
}
