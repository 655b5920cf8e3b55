using System.Collections.Concurrent;

namespace Ramais.Server.Load;

/// <summary>
/// The one thread that sends for all legs, each a message every 20 ms against absolute deadlines. The legs' deadlines are spread evenly over
/// the 20 ms, as those of telephones are: in step, they would all be late but the first.
/// </summary>
internal sealed class LoadSender : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    // A sender that was not run for longer leaves the time out: no burst that a phone would not send.
    private static readonly TimeSpan MaxBehind = TimeSpan.FromMilliseconds(100);

    // Multiples of it, without their whole part, fill the interval evenly however many there are.
    private static readonly double GoldenRatio = (Math.Sqrt(5) - 1) / 2;

    private readonly ConcurrentQueue<LoadLeg> _new = new();
    private readonly PriorityQueue<LoadLeg, TimeSpan> _legs = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly SpeechLikeAudio _audio = new();
    private readonly TimeProvider _time;
    private readonly LoadStatistics _statistics;
    private readonly long _start;
    private readonly Thread _thread;
    private int _begun;
    private volatile bool _stopping;

    public LoadSender(TimeProvider time, LoadStatistics statistics)
    {
        (_time, _statistics, _start) = (time, statistics, time.GetTimestamp());
        _thread = new Thread(Run) { IsBackground = true, Name = "load sender" };
        _thread.Start();
    }

    /// <summary>Its first message leaves within 20 ms. Any thread.</summary>
    public void Add(LoadLeg leg)
    {
        _new.Enqueue(leg);
        _wake.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    private void Run()
    {
        while (!_stopping)
        {
            while (_new.TryDequeue(out var leg))
                _legs.Enqueue(leg, Now + (Interval * (++_begun * GoldenRatio % 1)));
            SendDue();
            _wake.WaitOne(UntilNext());
        }
    }

    private void SendDue()
    {
        while (_legs.TryPeek(out var leg, out var due) && Now is var now && due <= now)
        {
            _legs.Dequeue();
            if (leg.Over)
                continue;
            leg.TrySend(_audio[leg.NextMessage++]);
            _statistics.GeneratorLate.Add((long)(now - due).TotalMicroseconds);
            _legs.Enqueue(leg, now - due > MaxBehind ? now + Interval : due + Interval);
        }
    }

    // Whole milliseconds are what a thread can wait.
    private int UntilNext() => _legs.TryPeek(out _, out var due)
        ? (int)Math.Clamp(Math.Ceiling((due - Now).TotalMilliseconds), 0, Interval.TotalMilliseconds)
        : Timeout.Infinite;
}
