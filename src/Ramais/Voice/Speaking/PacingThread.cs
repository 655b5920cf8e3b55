namespace Ramais.Voice;

/// <summary>One dedicated thread that owns one wheel: it advances the wheel, then sleeps until the next slot in use or until somebody arrives.</summary>
internal sealed class PacingThread : IDisposable
{
    private readonly TimeProvider _time;
    private readonly PacingWheel _wheel;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _thread;
    private volatile bool _stopping;

    public PacingThread(string name, TimeProvider time, Action<IPaced, Exception> onFailure)
    {
        _time = time;
        _wheel = new PacingWheel(time.TimestampFrequency, time.GetTimestamp(), onFailure);
        // The runtime honours the priority on Windows; on Linux it ignores it, and an idle core is what keeps the deadlines.
        _thread = new Thread(Run) { Name = name, IsBackground = true, Priority = ThreadPriority.Highest };
    }

    public int Load => _wheel.Count;

    public PacingStatistics Statistics => _wheel.Lateness.Snapshot(_wheel.Count);

    public void Start() => _thread.Start();

    public void Add(IPaced paced)
    {
        _wheel.Post(paced);
        _wake.Set();
    }

    /// <summary>Ends the loop and waits for it. Entries that are still on the wheel are not ticked again.</summary>
    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        if (_thread.IsAlive)
            _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            _wheel.Advance(_time.GetTimestamp());
            var wait = MillisecondsUntil(_wheel.NextDue);
            if (wait != 0)
                _wheel.Lateness.Rest();
            _wake.WaitOne(wait);
        }
    }

    // Rounded up to the millisecond that the wait can resolve: waking before the deadline would only mean waiting again.
    private int MillisecondsUntil(long due)
    {
        if (due == long.MaxValue)
            return Timeout.Infinite;
        var left = _time.GetElapsedTime(_time.GetTimestamp(), due);
        return left <= TimeSpan.Zero ? 0 : (int)Math.Ceiling(left.TotalMilliseconds);
    }
}
