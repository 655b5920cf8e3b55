namespace Ramais.Server.Load;

/// <summary>
/// Judges the instants at which the messages of one connection arrive. Pure; all times are microseconds.
/// <para>
/// A message is late when it arrives more than 40 ms after its due instant. The due instants are a grid of 20 ms through the earliest
/// arrivals: a message that comes before its due instant pulls the grid to itself, so a first message that was slow does not excuse the
/// others. A sender that leaves messages out shifts its grid for good; after <see cref="ShiftAfter"/> late messages in a row the meter
/// follows it, so that one stall is not counted for the rest of the call.
/// </para>
/// <para>The deviation is how far the distance between two messages is from 20 ms, whichever way.</para>
/// </summary>
internal struct ArrivalMeter
{
    public const int ShiftAfter = 25;

    private const long IntervalUs = 20_000;
    private const long LateUs = 40_000;

    /// <summary>The first message leaves at once and the second in its leg's slot, up to 18 ms earlier than 20 ms after it: the clock shows from there on.</summary>
    private const int FirstOfClock = 2;

    private bool _started;
    private long _first;
    private long _count;
    private long _due;
    private long _last;
    private int _lateInRow;

    /// <summary>From the second message to the last.</summary>
    public readonly long SpanUs => _count < FirstOfClock ? 0 : _last - _first;

    /// <summary>How much longer the messages last than the time in which they came.</summary>
    public readonly long AheadUs => (Math.Max(0, _count - FirstOfClock) * IntervalUs) - SpanUs;

    /// <summary>Takes in the next message.</summary>
    /// <param name="at">When its last byte arrived.</param>
    /// <returns>Whether it was late, and its deviation, which the first message has not.</returns>
    public (bool Late, long? Deviation) Add(long at)
    {
        long? deviation = _started ? Math.Abs(at - _last - IntervalUs) : null;
        if (++_count == FirstOfClock)
            _first = at;
        if (!_started || at < _due)
            _due = at;
        var late = at - _due > LateUs;
        _lateInRow = late ? _lateInRow + 1 : 0;
        if (_lateInRow == ShiftAfter)
            (_due, _lateInRow) = (at, 0);

        (_started, _last) = (true, at);
        _due += IntervalUs;
        return (late, deviation);
    }
}
