using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Ramais.Server.Tests;

/// <summary>A clock that a test moves, also under code that runs on other threads: the test waits until that code has set its timer.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>(); // a test starts a few

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(base.CreateTimer(callback, state, dueTime, period), _timers.Writer);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until a timer of this length has been set, and lets it run out.</summary>
    public async Task PassAsync(TimeSpan length)
    {
        while (await _timers.Reader.ReadAsync(TestContext.Current.CancellationToken) != length)
        {
            // another one
        }
        Advance(length);
    }

    /// <summary>Some timers are created idle and set later.</summary>
    private sealed class WatchedTimer(ITimer timer, ChannelWriter<TimeSpan> set) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            set.TryWrite(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
