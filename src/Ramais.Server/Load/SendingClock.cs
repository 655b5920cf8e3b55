namespace Ramais.Server.Load;

/// <summary>
/// How late one leg's messages leave, against a grid of 20 ms through the earliest of them; the first does not count, since the loop may send
/// the second up to a slot's place earlier than 20 ms after it.
/// </summary>
internal struct SendingClock
{
    private const int MessagesPerSecond = 50;

    private int _turns;
    private long _due;

    /// <summary>A turn to send, of one message or of several that a stall has made due together.</summary>
    /// <param name="now">In timestamp units.</param>
    /// <param name="frequency">Timestamp units a second.</param>
    /// <returns>In timestamp units.</returns>
    public long Late(long now, long frequency)
    {
        var interval = frequency / MessagesPerSecond;
        if (_turns < 2 || now < _due)
            _due = now;
        _turns++;
        var late = now - _due;
        _due += ((late / interval) + 1) * interval;
        return late;
    }
}
