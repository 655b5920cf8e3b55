namespace Ramais.Conversation;

/// <summary>The counts and limits of a conversation.</summary>
internal sealed record ConversationPolicy
{
    /// <summary>Silence after a question before it is asked again.</summary>
    public TimeSpan NoInput { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Who has spoken and is not answered within this hears that it goes on.</summary>
    public TimeSpan Filler { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>How often a question is asked again before the call ends.</summary>
    public int Reprompts { get; init; } = 3;

    /// <summary>A pause this long after a digit ends the number when nobody presses #.</summary>
    public TimeSpan BetweenDigits { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The longest recording of a name.</summary>
    public TimeSpan NameRecording { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the text of a recorded name is waited for; the recording itself is enough to go on.</summary>
    public TimeSpan NameRecognition { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Look-ups that may fail before the visitor is sent to a person.</summary>
    public int FailedLookups { get; init; } = 4;

    /// <summary>How long one ring waits for an answer (RING_SECONDS).</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How often each number of an apartment is rung (RING_ATTEMPTS).</summary>
    public int RingAttempts { get; init; } = 2;

    /// <summary>The numbers of an apartment ring at once instead of one after the other (RING_MODE).</summary>
    public bool RingTogether { get; init; }

    /// <summary>Pause after a request that the PBX did not take, so that a broken PBX is not hammered.</summary>
    public TimeSpan Redial { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A waiting visitor hears something this often.</summary>
    public TimeSpan Comfort { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A resident who says nothing is spoken to after this; before, only after the greeting has ended.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Nobody answers a telephone with more than this in one breath: it is a voicemail.</summary>
    public TimeSpan LongGreeting { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>What a yes takes (CONSENT), where the condominium has no rule of its own.</summary>
    public ConsentPolicy Consent { get; init; }

    /// <summary>How long the access system is waited for before the visitor is sent to a person.</summary>
    public TimeSpan Acknowledgement { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a resident who asked for time is left in peace.</summary>
    public TimeSpan ResidentWaits { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest call.</summary>
    public TimeSpan CallLength { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A leg that has not heard its last sentence by then is hung up all the same.</summary>
    public TimeSpan Closing { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A spoken yes below this confidence is unclear. Recognisers that give none are taken at their word.</summary>
    public double MinimumConfidence { get; init; } = 0.5;
}
