using System.Collections.Concurrent;

namespace Ramais.Server.Load;

/// <summary>
/// The one thread that sends for all legs: each gets a message every 20 ms after its own beginning, so the legs stay spread out as they
/// connected. Since all have the same interval, a plain queue keeps them in the order of their due instants.
/// </summary>
internal sealed class LoadSender : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    // A sender that was not run for longer leaves the time out: no burst that a phone would not send.
    private static readonly TimeSpan MaxBehind = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<LoadLeg> _new = new();
    private readonly Queue<(LoadLeg Leg, TimeSpan Due)> _legs = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly SpeechLikeAudio _audio = new();
    private readonly TimeProvider _time;
    private readonly LoadStatistics _statistics;
    private readonly long _start;
    private readonly Thread _thread;

    public LoadSender(TimeProvider time, LoadStatistics statistics)
    {
        (_time, _statistics, _start) = (time, statistics, time.GetTimestamp());
        _thread = new Thread(Run) { IsBackground = true, Name = "load sender" };
        _thread.Start();
    }

    /// <summary>Its first message leaves within 20 ms. Any thread.</summary>
    public void Add(LoadLeg leg) => _new.Enqueue(leg);

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        do
        {
            var now = _time.GetElapsedTime(_start);
            while (_new.TryDequeue(out var leg))
                _legs.Enqueue((leg, now + Interval));
            SendDue(now);
        }
        while (!_stop.Wait(UntilNext()));
    }

    private void SendDue(TimeSpan now)
    {
        while (_legs.TryPeek(out var next) && next.Due <= now)
        {
            var (leg, due) = _legs.Dequeue();
            if (leg.Over)
                continue;
            now = _time.GetElapsedTime(_start);
            leg.TrySend(_audio[leg.NextMessage++]);
            _statistics.GeneratorLate.Add((long)(now - due).TotalMicroseconds);
            _legs.Enqueue((leg, now - due > MaxBehind ? now + Interval : due + Interval));
        }
    }

    // Whole milliseconds are what a thread can wait; new legs are looked for at least as often as that.
    private TimeSpan UntilNext()
    {
        var left = _legs.TryPeek(out var next) ? next.Due - _time.GetElapsedTime(_start) : Interval;
        return TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 0, Interval.TotalMilliseconds));
    }
}
