using Microsoft.Extensions.Logging;
using Ramais.Access;
using Ramais.ClickToCall;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Recording;
using Ramais.Telemetry;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>What every call uses and no call owns.</summary>
/// <param name="SpeechToText">Null where no recogniser is configured: keys alone then.</param>
internal sealed record CallServices(
    TimeProvider Time,
    IPacer Pacer,
    IPromptAudio Prompts,
    PromptCatalog Catalog,
    ISpeechToText? SpeechToText,
    IVisitorUnderstanding Understanding,
    IClickToCall ClickToCall,
    RingRules RingRules,
    IDecisionOutbox Outbox,
    IDirectory Directory,
    ConversationPolicy Policy,
    TimeSpan LongestSilence,
    ILogger<Call> Log)
{
    /// <summary>How an extension's legs listen, by its AI number.</summary>
    public Func<string, ListeningSetup> Listening { get; init; } = _ => ListeningSetup.EnergyAlone;

    /// <summary>Null where no extension records.</summary>
    public CallRecorder? Recorder { get; init; }

    /// <summary>What turns, rings and decisions are measured with; null: they are not.</summary>
    public CallInstruments? Instruments { get; init; }

    /// <summary>Where the traces of calls go; null: there are none.</summary>
    public TraceWriter? Traces { get; init; }

    /// <summary>What a yes takes at an extension that has a rule of its own, by its AI number.</summary>
    public Func<string, ConsentPolicy?> Consent { get; init; } = _ => null;
}
