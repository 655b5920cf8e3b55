namespace Ramais.Server.Phone;

internal enum PhoneEventKind
{
    /// <summary>The UUID was sent.</summary>
    Connected,

    /// <summary>The first audio message of the other side arrived, silence included.</summary>
    FirstAudio,

    /// <summary>The other side began to speak.</summary>
    HeardSpeechStarted,

    /// <summary>The other side has gone silent; <see cref="PhoneEvent.At"/> is the end of its last sound, not of the wait that proves it.</summary>
    HeardSpeechEnded,

    /// <summary>This phone began to speak.</summary>
    SpeechStarted,
    SpeechEnded,
    KeySent,

    /// <summary>The call is over; <see cref="PhoneEvent.End"/> says how.</summary>
    Ended,
}

/// <summary>One thing that happened to a phone.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">Since the connection was made; instants of the other side's speech are exact to one message, 20 ms.</param>
/// <param name="Detail">The words spoken, or the key.</param>
/// <param name="End">How the call ended; with <see cref="PhoneEventKind.Ended"/> only.</param>
internal sealed record PhoneEvent(PhoneEventKind Kind, TimeSpan At, string? Detail = null, PhoneEnd? End = null);

/// <summary>How a phone's call ended.</summary>
internal enum PhoneEnd
{
    /// <summary>The other side sent 0x00.</summary>
    OtherHungUp,

    /// <summary>The other side closed its direction without 0x00.</summary>
    OtherClosed,

    /// <summary>The connection broke.</summary>
    Broken,

    /// <summary>This side hung up.</summary>
    HungUp,
}

internal static class PhoneEnds
{
    /// <summary>As JSON says it.</summary>
    public static string? Word(PhoneEnd? end) => end switch
    {
        null => null,
        PhoneEnd.OtherHungUp => "other_hung_up",
        PhoneEnd.OtherClosed => "other_closed",
        PhoneEnd.Broken => "broken",
        _ => "hung_up",
    };
}
