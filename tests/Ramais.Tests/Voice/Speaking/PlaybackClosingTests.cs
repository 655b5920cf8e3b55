using Ramais.Voice;
using static Ramais.Tests.Voice.Speaking.Theatre;

namespace Ramais.Tests.Voice.Speaking;

public sealed class PlaybackClosingTests
{
    [Fact]
    public void Closing_reports_everything_and_does_not_wait_for_the_next_tick() => Stage(async stage =>
    {
        stage.Playback.Enqueue(new PlaybackItem(1, Ramp(8000), Interruptible: false));
        stage.Playback.Enqueue(new PlaybackItem(2, Ramp(8000), Interruptible: false));
        await stage.PassAsync(30);
        stage.Playback.Enqueue(new PlaybackItem(3, Ramp(8000), Interruptible: false));
        await stage.Playback.CloseAsync();

        Assert.Equal(30, stage.Now);
        Assert.Equal(["0 started 1", "30 ended 1 after 40 cut", "30 ended 2 after 0 cut", "30 ended 3 after 0 cut"], stage.Events);
        Assert.False(stage.Playback.Enqueue(new PlaybackItem(4, Ramp(160), Interruptible: true)));
        await stage.PassAsync(100);
        Assert.Equal([0, 20], stage.Sink.Sent.Select(sent => sent.At));
        Assert.Equal(0, stage.Pacer.Count);
        await stage.Playback.CloseAsync();
    });

    [Fact]
    public void Closing_from_within_a_tick_is_obeyed_at_the_next() => Stage(async stage =>
    {
        var closed = Task.CompletedTask;
        stage.Sink.OnSending = () => closed = stage.Playback.CloseAsync();
        await stage.PassAsync(30);

        Assert.True(closed.IsCompletedSuccessfully);
        Assert.Equal([0], stage.Sink.Sent.Select(sent => sent.At));
        Assert.Equal(0, stage.Pacer.Count);
    });

    [Fact]
    public async Task Whoever_closes_while_the_ticker_speaks_hears_of_it_only_when_nothing_is_sent_any_more()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var sink = new Watched();
            var playback = new Playback(sink, new Ignore(), TimeProvider.System);
            using var both = new Barrier(2);
            var ticker = new Thread(() =>
            {
                both.SignalAndWait();
                for (var tick = 1; playback.Tick(tick * TimeProvider.System.TimestampFrequency, 1); tick++)
                {
                }
            });
            ticker.Start();
            both.SignalAndWait();
            await playback.CloseAsync();
            sink.IsClosed = true;
            ticker.Join();
            Assert.False(sink.WasUsedAfterwards);
        }
    }

    private sealed class Watched : IFrameSink
    {
        public volatile bool IsClosed;

        public bool WasUsedAfterwards { get; private set; }

        public bool TrySend(ReadOnlySpan<short> frame)
        {
            WasUsedAfterwards |= IsClosed;
            return true;
        }
    }
}
