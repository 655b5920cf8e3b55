namespace Ramais.Server.Phone;

/// <summary>
/// Decides when the other side speaks and when it has gone silent, from the instants of its loud messages. It counts time and not messages,
/// since a side that stops sending is silent too. Pure; instants are times since the connection was made.
/// </summary>
internal sealed class Ear(TimeSpan silence)
{
    /// <summary>Whether the other side speaks, the pauses between its words included.</summary>
    public bool Speaking { get; private set; }

    /// <summary>When the last loud message arrived; null before the first.</summary>
    public TimeSpan? LastSound { get; private set; }

    /// <summary>Takes the present state in and tells what changed by it, if anything.</summary>
    /// <param name="now">The present.</param>
    /// <param name="lastSound">When the last loud message arrived; null when there was none.</param>
    public PhoneEvent? Observe(TimeSpan now, TimeSpan? lastSound)
    {
        LastSound = lastSound;
        if (lastSound is not { } sound)
            return null;
        var speaks = now - sound < silence;
        if (speaks == Speaking)
            return null;
        Speaking = speaks;
        return new(speaks ? PhoneEventKind.HeardSpeechStarted : PhoneEventKind.HeardSpeechEnded, sound);
    }

    /// <summary>
    /// Whether it is this phone's turn: the other side has spoken since this phone last did and has gone silent, or has left it waiting for
    /// <paramref name="patience"/>.
    /// </summary>
    public bool IsOurTurn(TimeSpan now, TimeSpan? ourLast, TimeSpan patience)
    {
        if (Speaking)
            return false;
        var answered = LastSound is { } sound && (ourLast is not { } last || sound > last);
        return answered || now - (ourLast ?? TimeSpan.Zero) >= patience;
    }
}
