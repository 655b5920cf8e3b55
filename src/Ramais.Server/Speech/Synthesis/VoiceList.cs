using System.Collections.Immutable;
using Ramais.Server.Providers;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>The voices in the order of TTS.</summary>
internal sealed class VoiceList(ImmutableArray<ISpeechSynthesizer> voices) : IDisposable
{
    public ImmutableArray<ISpeechSynthesizer> Voices => voices;

    public IEnumerable<IBreakable> Providers => voices.OfType<IBreakable>();

    /// <summary>
    /// The voices for a condominium that chose one: those that have it, then the usual ones. Null when none has it.
    /// </summary>
    public VoiceList? In(string voice)
    {
        ImmutableArray<ISpeechSynthesizer> chosen = [.. voices.Select(each => each.In(voice)).OfType<ISpeechSynthesizer>()];
        return chosen.IsEmpty ? null : new([.. chosen, .. voices]);
    }

    public void Dispose()
    {
        foreach (var voice in voices.OfType<IDisposable>())
            voice.Dispose();
    }
}
