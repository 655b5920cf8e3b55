using Ramais.Calls;
using Ramais.ClickToCall;
using Ramais.Voice;

namespace Ramais.Conversation;

/// <summary>Something that happened to a call. The call's loop feeds them one by one to <see cref="ConversationMachine"/>.</summary>
internal abstract record ConversationEvent;

/// <summary>The visitor's leg is connected: the call begins.</summary>
internal sealed record VisitorArrived : ConversationEvent;

/// <summary>The resident's leg was admitted. The arriving leg, not the PBX's acceptance, is the proof that somebody answered.</summary>
internal sealed record ResidentArrived : ConversationEvent;

/// <summary>A leg is gone, whoever ended it.</summary>
internal sealed record LegEnded(LegRole Role) : ConversationEvent;

/// <summary>One key, reported when the finger left it.</summary>
internal sealed record KeyPressed(LegRole Role, char Key) : ConversationEvent;

/// <summary>A party began to speak.</summary>
internal sealed record SpeechStarted(LegRole Role) : ConversationEvent;

/// <summary>A party has finished an utterance; what it was may still be on its way as <see cref="Heard"/>.</summary>
internal sealed record SpeechEnded(LegRole Role) : ConversationEvent;

/// <summary>A party's line gave a steady tone: a machine.</summary>
internal sealed record ToneHeard(LegRole Role) : ConversationEvent;

/// <summary>An utterance is over and was recognised; null when nothing was understood or no recogniser is there.</summary>
internal sealed record Heard(LegRole Role, Transcript? Transcript) : ConversationEvent;

/// <summary>What the visitor's words meant; answers <see cref="Understand"/>.</summary>
/// <param name="Slots">What was told.</param>
/// <param name="Turn">The turn that is answered.</param>
/// <param name="Reply">A worded answer, or empty.</param>
internal sealed record Understood(VisitorSlots Slots, int Turn, string Reply = "") : ConversationEvent;

/// <summary>One sentence of ours ended, played out or cut short.</summary>
internal sealed record PromptEnded(LegRole Role, string Key, bool Completed) : ConversationEvent;

/// <summary>Everything we had to say to this party has ended.</summary>
internal sealed record Spoken(LegRole Role) : ConversationEvent;

/// <summary>The recording of the visitor's name ended; answers <see cref="RecordName"/>.</summary>
internal sealed record NameRecorded(bool HasVoice) : ConversationEvent;

/// <summary>A timer that <see cref="StartTimer"/> started ran out.</summary>
internal sealed record TimerElapsed(TimerName Timer) : ConversationEvent;

/// <summary>The PBX took the request to ring. It says nothing about anybody answering.</summary>
internal sealed record RingAccepted : ConversationEvent;

/// <summary>The PBX could not be asked, or refused.</summary>
/// <param name="Ring">Which ring: one that was given up meanwhile changes nothing.</param>
internal sealed record RingFailed(int Ring) : ConversationEvent;

/// <summary>The apartment may not be rung now; answers <see cref="Ring"/>.</summary>
internal sealed record RingBarred(RingBar Why) : ConversationEvent;

/// <summary>The decision is durably written, or could not be.</summary>
internal sealed record DecisionKept(bool Kept) : ConversationEvent;

/// <summary>The access system has the decision; follows <see cref="DecisionKept"/>, perhaps never.</summary>
internal sealed record DecisionAcknowledged : ConversationEvent;

/// <summary>An operator asked for a leg to be hung up.</summary>
internal sealed record HangUpRequested(LegRole Role) : ConversationEvent;

/// <summary>The server is stopping.</summary>
internal sealed record StopRequested : ConversationEvent;
