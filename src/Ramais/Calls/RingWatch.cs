namespace Ramais.Calls;

/// <summary>Times each round of ringing, from the request until somebody answers, it is given up or every request failed. For the call's loop.</summary>
internal sealed class RingWatch(TimeProvider time, CallMeasures measures)
{
    private DateTimeOffset? _since;
    private int _sounding;

    /// <param name="phones">How many ring at once.</param>
    public void Begin(int phones)
    {
        End(RingResult.Unanswered); // of a round before, where nobody said so
        (_since, _sounding) = (time.GetUtcNow(), phones);
    }

    /// <summary>One request failed.</summary>
    public void Fail()
    {
        if (--_sounding <= 0)
            End(RingResult.Failed);
    }

    /// <summary>The round is over; the first to say so is right.</summary>
    public void End(RingResult result)
    {
        if (_since is not { } since)
            return;
        _since = null;
        measures.Rang(since, result);
    }
}
