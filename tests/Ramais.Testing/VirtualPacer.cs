using System.Runtime.ExceptionServices;
using Ramais.Voice;

namespace Ramais.Testing;

/// <summary>The product's wheel, turned by a timer of the test's clock instead of a thread. An entry that throws fails the test.</summary>
internal sealed class VirtualPacer : IPacer, IDisposable
{
    private readonly TimeProvider _time;
    private readonly PacingWheel _wheel;
    private readonly ITimer _timer;

    public VirtualPacer(TimeProvider time)
    {
        _time = time;
        _wheel = new PacingWheel(time.TimestampFrequency, time.GetTimestamp(), (_, failure) => ExceptionDispatchInfo.Throw(failure));
        _timer = time.CreateTimer(_ => Turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Entries that are being paced.</summary>
    public int Count => _wheel.Count;

    public void Add(IPaced paced)
    {
        _wheel.Post(paced);
        _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Turn()
    {
        _wheel.Advance(_time.GetTimestamp());
        var due = _wheel.NextDue;
        if (due != long.MaxValue)
            _timer.Change(_time.GetElapsedTime(_time.GetTimestamp(), due), Timeout.InfiniteTimeSpan);
    }
}
