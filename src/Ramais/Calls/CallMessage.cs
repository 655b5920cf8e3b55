using Ramais.Access;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>What arrives in a call's inbox: something that happened, what to write in its journal, or both.</summary>
/// <param name="Event">For the conversation; null when it is only worth writing down.</param>
/// <param name="Entry">For the timeline.</param>
/// <param name="Line">For the transcript.</param>
internal record CallMessage(ConversationEvent? Event, TimelineEntry? Entry = null, SpokenLine? Line = null);

/// <summary>A leg has nothing more to say. Stale when more was posted meanwhile.</summary>
/// <param name="LastLine">The last line that the leg knew of.</param>
internal sealed record SpokenMessage(LegRole Role, long LastLine) : CallMessage(new Spoken(Role));

/// <summary>A party has finished speaking.</summary>
/// <param name="End">When the speech ended, since the accept.</param>
/// <param name="Noticed">When that was sure.</param>
internal sealed record SpeechEndedMessage(LegRole Role, TimeSpan End, TimeSpan Noticed)
    : CallMessage(new SpeechEnded(Role), new((long)End.TotalMilliseconds, Role, "speech_ended"));

/// <summary>The first message of something said was sent.</summary>
/// <param name="At">When, since the accept.</param>
/// <param name="Ready">When it was ready to be.</param>
internal sealed record PromptStartedMessage(LegRole Role, string Key, TimeSpan At, TimeSpan Ready, SpokenLine? Spoken)
    : CallMessage(null, new((long)At.TotalMilliseconds, Role, "prompt_started", Key), Spoken);

/// <summary>A party who spoke stopped something, or kept it from beginning.</summary>
/// <param name="Voice">What was to be said.</param>
/// <param name="Played">How much of it was.</param>
internal sealed record InterruptedMessage(LegRole Role, VoiceLine Voice, TimeSpan Played, TimelineEntry? Ended)
    : CallMessage(new PromptEnded(Role, Voice.Key, Completed: false), Ended);

/// <summary>A timer ran out. Stale when it was stopped or started anew meanwhile.</summary>
internal sealed record TimerMessage(TimerName Timer, long Start) : CallMessage(new TimerElapsed(Timer));

/// <summary>The recording of the visitor's name ended.</summary>
/// <param name="Clip">What was said, null when nothing was.</param>
internal sealed record NameMessage(AudioClip? Clip) : CallMessage(new NameRecorded(Clip is not null));

/// <summary>A decision is on disk.</summary>
internal sealed record DecisionMessage(AccessDecision Decision, TimelineEntry? Entry) : CallMessage(new DecisionKept(true), Entry);

/// <summary>A resident's leg asks to be let in.</summary>
/// <param name="Leg">The leg, not running yet.</param>
/// <param name="Admitted">Told whether it may run as part of this call.</param>
internal sealed record AttachMessage(Leg Leg, TaskCompletionSource<bool> Admitted) : CallMessage((ConversationEvent?)null);
