using Ramais.Server.Providers;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>Counts what the embedded voice does; its limits are its own.</summary>
internal sealed class MeteredVoice(string name, ISpeechSynthesizer voice, TimeProvider time, SpeechMetrics metrics) : ISpeechSynthesizer, IDisposable
{
    /// <inheritdoc/>
    public string Voice => voice.Voice;

    /// <inheritdoc/>
    public async ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            var clip = await voice.SynthesizeAsync(text, cancellation);
            if (clip is not null)
                metrics.Spoken(name, time.GetElapsedTime(started));
            return clip;
        }
        catch (SpeechSynthesisException)
        {
            metrics.SynthesisFailed(name, ProviderFailure.Shape);
            throw;
        }
    }

    /// <inheritdoc/>
    public ISpeechSynthesizer? In(string other) => voice.In(other) is { } chosen ? new MeteredVoice(name, chosen, time, metrics) : null;

    public void Dispose() => (voice as IDisposable)?.Dispose();
}
