using System.Collections.Immutable;
using Ramais.Conversation;
using Ramais.Server.Ai;
using Ramais.Server.Providers;
using Ramais.Server.Speech;
using Ramais.Voice;

namespace Ramais.Server.Dashboard.Live;

/// <summary>The services outside that the settings name, and whether they are asked just now.</summary>
internal sealed class ProviderStates(ISpeechToText? recognition = null, IVisitorUnderstanding? understanding = null, VoiceList? voices = null)
{
    public ImmutableArray<ProviderLine> Read() =>
    [
        .. Lines(ProviderKind.Recognition, (recognition as RecogniserSet)?.Providers),
        .. Lines(ProviderKind.Understanding, (understanding as LayeredUnderstanding)?.Providers),
        .. Lines(ProviderKind.Synthesis, voices?.Providers),
    ];

    private static IEnumerable<ProviderLine> Lines(ProviderKind kind, IEnumerable<IBreakable>? providers) =>
        (providers ?? []).Select(p => new ProviderLine(kind, p.Name, p.IsPaused));
}
