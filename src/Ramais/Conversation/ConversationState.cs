using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.Directory;

namespace Ramais.Conversation;

/// <summary>Where a visit stands.</summary>
internal enum Phase
{
    /// <summary>No leg yet.</summary>
    New,
    AskingIntent,
    AskingApartment,

    /// <summary>The digits fit several apartments, and the visitor is choosing.</summary>
    ChoosingApartment,

    /// <summary>The name fits several residents, and the visitor is telling them apart.</summary>
    ChoosingResident,
    AskingName,
    Ringing,

    /// <summary>The resident's leg is there, and it is not sure yet that a person is behind it.</summary>
    GreetingResident,

    /// <summary>The resident is on the line and has not decided.</summary>
    AskingResident,

    /// <summary>The resident gave no decision and is being hung up; then the next ring follows.</summary>
    ReleasingResident,

    /// <summary>The decision is being written, or the access system has not acknowledged it yet.</summary>
    Deciding,

    /// <summary>The last sentences; each leg is hung up when it has heard them.</summary>
    Closing,
    Ended,
}

/// <summary>Everything a conversation knows. Immutable; only <see cref="ConversationMachine"/> makes the next one.</summary>
internal sealed record ConversationState
{
    public static readonly ConversationState Initial = new();

    public Phase Phase { get; init; } = Phase.New;

    public bool VisitorPresent { get; init; }

    public bool ResidentPresent { get; init; }

    public VisitIntent Intent { get; init; }

    public string VisitorName { get; init; } = "";

    /// <summary>The visitor's name is held in the visitor's own voice.</summary>
    public bool NameRecorded { get; init; }

    /// <summary>Asked often enough for a name: the visit goes on without one.</summary>
    public bool NameGivenUp { get; init; }

    public Apartment? Apartment { get; init; }

    /// <summary>Full name of the resident asked for, empty when only the apartment is known.</summary>
    public string ResidentName { get; init; } = "";

    /// <summary>What the keypad gave so far.</summary>
    public string Digits { get; init; } = "";

    /// <summary>Apartments among which the visitor chooses, in the order of the keys 1, 2, ….</summary>
    public ImmutableArray<Apartment> Choices { get; init; } = [];

    /// <summary>Residents whom the name said may mean, while the visitor tells them apart.</summary>
    public ImmutableArray<NearResident> Candidates { get; init; } = [];

    /// <summary>What each party was told last, to say it again.</summary>
    public ImmutableArray<ConversationCommand> ToldVisitor { get; init; } = [];

    /// <inheritdoc cref="ToldVisitor"/>
    public ImmutableArray<ConversationCommand> ToldResident { get; init; } = [];

    /// <summary>The visitor has been told that the call is recorded.</summary>
    public bool VisitorNoticed { get; init; }

    /// <summary>The person at the resident's telephone has been told that the call is recorded.</summary>
    public bool ResidentNoticed { get; init; }

    /// <summary>Counts what the visitor said or keyed: an <see cref="Understood"/> of an earlier turn came too late.</summary>
    public int Turn { get; init; }

    /// <summary>What the visitor said and is still being understood.</summary>
    public string Unread { get; init; } = "";

    /// <summary>The wording of an answer to the visitor's last words, or empty.</summary>
    public string Reply { get; init; } = "";

    /// <summary>Silences in a row at the present question.</summary>
    public int Silences { get; init; }

    /// <summary>Answers in a row that made no sense.</summary>
    public int Misses { get; init; }

    /// <summary>Look-ups that found nothing, in the whole call.</summary>
    public int FailedLookups { get; init; }

    /// <summary>Rounds of ringing so far: one number each, or all at once.</summary>
    public int Rounds { get; init; }

    /// <summary>The rings of the present round that did not fail.</summary>
    public ImmutableArray<int> Sounding { get; init; } = [];

    /// <summary>The resident has heard the announcement to its end. A "sim?" before that is a greeting, not a consent.</summary>
    public bool Announced { get; init; }

    /// <summary>The resident's present utterance began after the announcement.</summary>
    public bool ReplyCounts { get; init; }

    /// <summary>The resident asked for time; our silence is not a question.</summary>
    public bool ResidentWaits { get; init; }

    public int ResidentSilences { get; init; }

    /// <summary>Where both are needed: the spoken yes was heard.</summary>
    public bool SaidYes { get; init; }

    /// <summary>Where both are needed: the key 1 was pressed.</summary>
    public bool KeyedYes { get; init; }

    /// <summary>Replies in a row that could not be told; two lead to the keys.</summary>
    public int UnclearReplies { get; init; }

    public CallOutcome? Outcome { get; init; }

    public bool IsPresent(LegRole role) => role == LegRole.Visitor ? VisitorPresent : ResidentPresent;

    /// <summary>Whether the resident's leg may attach: only while it is being rung for, and only one.</summary>
    public bool AdmitsResident => Phase == Phase.Ringing && !ResidentPresent;
}
