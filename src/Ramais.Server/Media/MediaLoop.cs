using Ramais.Voice;

namespace Ramais.Server.Media;

/// <summary>
/// One thread that reads what has arrived and then ticks whoever is due. Receiving and sending of a leg share it, so that a 20 ms message costs
/// one receive and one send and no change of thread; whatever it calls must never wait.
/// </summary>
internal sealed class MediaLoop : IDisposable
{
    /// <summary>
    /// When the next deadline is this near, arrivals are left until then: one wake-up serves them all. 2 ms are a tenth of a message, and a
    /// wake-up for each message is what a server of 50 calls spends most on.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);

    /// <summary>Before the compiler, the history and whatever else shares the cores: for them a wait is a wait, here it is a gap that is heard.</summary>
    private const int Niceness = -10;

    [ThreadStatic]
    private static MediaLoop? _current;

    private readonly TimeProvider _time;
    private readonly Epoll _epoll = new();
    private readonly PacingWheel _wheel;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <param name="name">Of the thread.</param>
    /// <param name="time">Real time.</param>
    /// <param name="onFailure">Told of legs that throw.</param>
    public MediaLoop(string name, TimeProvider time, Action<IPaced, Exception> onFailure)
    {
        _time = time;
        _wheel = new PacingWheel(time.TimestampFrequency, time.GetTimestamp(), onFailure);
        _thread = new Thread(Run) { Name = name, IsBackground = true };
    }

    /// <summary>Whether the caller is on this loop's thread.</summary>
    public bool IsCurrent => _current == this;

    /// <summary>Sockets and legs. Any thread.</summary>
    public int Load => _epoll.Count + _wheel.Count;

    public PacingStatistics Statistics => _wheel.Lateness.Snapshot(_wheel.Count);

    public Epoll Epoll => _epoll;

    public void Start() => _thread.Start();

    /// <summary>Ticks the leg from now on. Any thread.</summary>
    public void Add(IPaced paced)
    {
        _wheel.Post(paced);
        if (!IsCurrent)
            _epoll.Wake();
    }

    /// <summary>
    /// Ends the loop and waits for it, unless the caller is on its thread, as whoever awaited a last connection may be. What it watched is not
    /// told.
    /// </summary>
    public void Dispose()
    {
        _stopping = true;
        _epoll.Wake();
        if (IsCurrent)
            return; // the descriptors follow by their finalizers
        if (_thread.IsAlive)
            _thread.Join();
        _epoll.Dispose();
    }

    private void Run()
    {
        _current = this;
        _ = Posix.TryGoFirst(Niceness); // not everybody may; it works without, with less of a margin
        for (var more = false; !_stopping;)
        {
            more = _epoll.Wait(more ? 0 : MillisecondsToWait());
            _wheel.Advance(_time.GetTimestamp());
        }
    }

    private int MillisecondsToWait()
    {
        var due = _wheel.NextDue;
        var left = due == long.MaxValue ? TimeSpan.MaxValue : _time.GetElapsedTime(_time.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
            return 0;
        _wheel.Lateness.Rest();
        if (left == TimeSpan.MaxValue)
            return Timeout.Infinite;
        if (left > Gathering)
            return (int)Math.Ceiling(left.TotalMilliseconds);
        Posix.Sleep(left);
        return 0;
    }
}
