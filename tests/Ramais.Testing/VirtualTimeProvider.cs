namespace Ramais.Testing;

/// <summary>
/// A clock that moves only when it is told to, in the order of the timers that wait on it. Not thread-safe: everything under test runs on
/// the one thread of <see cref="VirtualTime"/>.
/// </summary>
internal sealed class VirtualTimeProvider : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private long _now;
    private long _order;

    public static DateTimeOffset Epoch { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time since the start of the test.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_now);

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => Epoch + Elapsed;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer that is due at or before <paramref name="limit"/> and fires it.</summary>
    /// <returns>False when there is none; the clock then stays where it is.</returns>
    public bool TryFireNext(TimeSpan limit)
    {
        while (_timers.TryPeek(out var timer, out var key))
        {
            if (timer.Due != key.Due)
            {
                _timers.Dequeue(); // rescheduled or disposed meanwhile: a stale entry
                continue;
            }
            if (key.Due > limit.Ticks)
                return false;
            _timers.Dequeue();
            _now = Math.Max(_now, key.Due);
            timer.Fire();
            return true;
        }
        return false;
    }

    /// <summary>Moves the clock without firing anything; only when no timer is due before.</summary>
    public void MoveTo(TimeSpan instant) => _now = Math.Max(_now, instant.Ticks);

    private sealed class VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long Due { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Schedule(dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock._now + dueTime.Ticks);
            return true;
        }

        public void Fire()
        {
            var repeats = _period != Timeout.InfiniteTimeSpan && _period > TimeSpan.Zero;
            Schedule(repeats ? clock._now + _period.Ticks : long.MaxValue);
            callback(state);
        }

        public void Dispose() => Due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Schedule(long due)
        {
            Due = due;
            if (due != long.MaxValue)
                clock._timers.Enqueue(this, (due, clock._order++));
        }
    }
}
