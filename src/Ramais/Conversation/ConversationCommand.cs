using System.Collections.Immutable;
using Ramais.Calls;

namespace Ramais.Conversation;

/// <summary>Something the call's loop has to do because of an event.</summary>
internal abstract record ConversationCommand;

/// <summary>Speak a sentence of the catalogue, after what is already queued.</summary>
internal sealed record Say(LegRole Role, string Key) : ConversationCommand
{
    /// <summary>Not even a <see cref="Hush"/> drops it.</summary>
    public bool MustBeHeard { get; init; }
}

/// <summary>Speak a sentence of the catalogue if the party hears nothing of ours just now.</summary>
internal sealed record Fill(LegRole Role, string Key) : ConversationCommand;

/// <summary>Play the tone after which the visitor speaks.</summary>
internal sealed record PlayBeep(LegRole Role) : ConversationCommand;

/// <summary>Play the visitor's recorded name to the resident.</summary>
internal sealed record PlayVisitorName : ConversationCommand;

/// <summary>Drop what is being said and what is queued for a party.</summary>
internal sealed record Hush(LegRole Role) : ConversationCommand;

/// <summary>Tell the leg what kind of answer to expect, which sets how much silence ends an utterance.</summary>
internal sealed record Listen(LegRole Role, ExpectedAnswer Expected) : ConversationCommand;

/// <summary>Record what the visitor says next; answered by <see cref="NameRecorded"/> when the utterance ends.</summary>
internal sealed record RecordName : ConversationCommand;

/// <summary>End the recording with what there is; answered by <see cref="NameRecorded"/>.</summary>
internal sealed record StopRecording : ConversationCommand;

/// <summary>Find out what the visitor's words mean, and give up an earlier turn; answered by <see cref="Understood"/>.</summary>
internal sealed record Understand(string Text, Asked Asked, int Turn) : ConversationCommand;

/// <summary>Start a timer, or start it anew.</summary>
internal sealed record StartTimer(TimerName Timer, TimeSpan Due) : ConversationCommand;

/// <summary>Stop a timer; nothing happens when it does not run.</summary>
internal sealed record StopTimer(TimerName Timer) : ConversationCommand;

/// <summary>
/// Ask the PBX to ring; each number is answered by <see cref="RingAccepted"/> or <see cref="RingFailed"/>, or all by one
/// <see cref="RingBarred"/>.
/// </summary>
/// <param name="Phones">From the directory, never from a caller. One, or all of an apartment at once.</param>
/// <param name="First">The number of the first one's ring; the others follow it.</param>
internal sealed record Ring(ImmutableArray<string> Phones, int First) : ConversationCommand;

/// <summary>Ask the PBX to stop ringing. A telephone that was answered stays connected.</summary>
internal sealed record CancelRing : ConversationCommand;

/// <summary>Write the resident's decision; answered by <see cref="DecisionKept"/>, and then by <see cref="DecisionAcknowledged"/>.</summary>
/// <param name="Authorized">The explicit yes, or the no.</param>
/// <param name="By">"key", "voice" or "both".</param>
internal sealed record Decide(bool Authorized, string By) : ConversationCommand;

/// <summary>End a leg: play out, hang up, close.</summary>
internal sealed record HangUp(LegRole Role) : ConversationCommand;

/// <summary>The call is over.</summary>
internal sealed record Finish(CallOutcome Outcome) : ConversationCommand;

/// <summary>What a party is expected to answer.</summary>
internal enum ExpectedAnswer
{
    /// <summary>Yes, no, one of a few: little silence ends it.</summary>
    Closed,

    /// <summary>An apartment: little silence ends it when the number is whole.</summary>
    Number,

    /// <summary>An explanation: people pause.</summary>
    Open,

    /// <summary>A name, as open as the one before; its sound may be recorded.</summary>
    Name,
}

/// <summary>The timers of a call. Each runs at most once at a time.</summary>
internal enum TimerName
{
    VisitorSilent,
    VisitorUnanswered,
    BetweenDigits,
    NameRecording,
    NameRecognition,
    Comfort,
    RingTimeout,
    Redial,
    ResidentGreets,
    LongGreeting,
    ResidentSilent,
    ResidentUnanswered,
    ResidentWaits,
    Acknowledgement,
    CallLength,
    Closing,
}

/// <summary>How a call ended.</summary>
internal enum CallOutcome
{
    Authorized,
    Denied,
    NoAnswer,
    Operator,
    Abandoned,
    Failed,
}
