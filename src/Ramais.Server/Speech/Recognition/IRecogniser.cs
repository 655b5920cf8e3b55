using Ramais.Server.Providers;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>Something outside this process that turns speech into text.</summary>
internal interface IRecogniser : IDisposable
{
    /// <summary>As in the setting STT and in metrics.</summary>
    string Name { get; }

    /// <summary>The setting that names its key or its address: what a cure speaks of.</summary>
    string Setting { get; }

    /// <summary>Recognises one utterance, from its first frame on where the other side takes a stream.</summary>
    /// <returns>Null when nothing was understood.</returns>
    /// <exception cref="ProviderFailedException">There is no answer that can be used.</exception>
    /// <exception cref="OperationCanceledException">Given up by the caller.</exception>
    Task<Transcript?> RecogniseAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation);
}
