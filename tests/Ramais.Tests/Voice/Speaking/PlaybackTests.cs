using Ramais.Testing;
using Ramais.Voice;
using static Ramais.Tests.Voice.Speaking.Theatre;

namespace Ramais.Tests.Voice.Speaking;

public class PlaybackTests
{
    [Fact]
    public void Silence_goes_out_from_the_first_instant_and_every_20_ms() => Stage(async stage =>
    {
        await stage.PassAsync(110);

        Assert.Equal([0, 20, 40, 60, 80, 100], stage.Sink.Sent.Select(sent => sent.At));
        Assert.All(stage.Sink.Sent, sent => Assert.All(sent.Frame, sample => Assert.Equal(0, sample)));
    });

    [Fact]
    public void A_clip_is_sent_frame_by_frame_and_its_end_is_padded_with_silence() => Stage(async stage =>
    {
        await stage.PassAsync(30);
        stage.Playback.Enqueue(new PlaybackItem(1, Ramp(400), Interruptible: true));
        await stage.PassAsync(150);

        Assert.Equal(Ramp(400).Samples.ToArray(), stage.Sink.Samples.Skip(2 * 160).Take(400));
        Assert.All(stage.Sink.Samples.Skip((2 * 160) + 400), sample => Assert.Equal(0, sample));
        Assert.Equal(["40 started 1", "100 ended 1 after 50 completed"], stage.Events);
    });

    [Fact]
    public void Items_follow_each_other_without_a_gap_in_the_order_of_their_posting() => Stage(async stage =>
    {
        stage.Playback.Enqueue(new PlaybackItem(1, Ramp(320), Interruptible: true));
        stage.Playback.Enqueue(new PlaybackItem(2, AudioClip.Empty, Interruptible: true));
        stage.Playback.Enqueue(new PlaybackItem(3, Ramp(160), Interruptible: true));
        await stage.PassAsync(100);

        Assert.Equal(Ramp(320).Samples.ToArray().Concat(Ramp(160).Samples.ToArray()), stage.Sink.Samples.Take(480));
        Assert.Equal(
            ["0 started 1", "40 ended 1 after 40 completed", "40 started 2", "40 ended 2 after 0 completed", "40 started 3", "60 ended 3 after 20 completed"],
            stage.Events);
    });

    [Fact]
    public void An_interruption_stops_at_the_next_frame_and_tells_how_far_it_got() => Stage(async stage =>
    {
        stage.Playback.Enqueue(new PlaybackItem(1, Ramp(8000), Interruptible: true));
        stage.Playback.Enqueue(new PlaybackItem(2, Ramp(8000), Interruptible: true));
        await stage.PassAsync(250);
        stage.Playback.Interrupt();
        await stage.PassAsync(50);

        Assert.Equal(["0 started 1", "260 ended 1 after 260 cut", "260 ended 2 after 0 cut"], stage.Events);
        Assert.All(stage.Sink.Sent.Where(sent => sent.At >= 260), sent => Assert.All(sent.Frame, sample => Assert.Equal(0, sample)));
    });

    [Fact]
    public void What_may_not_be_interrupted_goes_on_and_what_is_posted_later_is_said() => Stage(async stage =>
    {
        stage.Playback.Enqueue(new PlaybackItem(1, Ramp(800), Interruptible: false));
        stage.Playback.Enqueue(new PlaybackItem(2, Ramp(800), Interruptible: true));
        stage.Playback.Enqueue(new PlaybackItem(3, Ramp(320), Interruptible: false));
        await stage.PassAsync(50);
        stage.Playback.Enqueue(new PlaybackItem(4, Ramp(160), Interruptible: true));
        stage.Playback.Interrupt();
        stage.Playback.Enqueue(new PlaybackItem(5, Ramp(160), Interruptible: true));
        await stage.PassAsync(150);

        Assert.Equal(
            [
                "0 started 1", "60 ended 2 after 0 cut", "60 ended 4 after 0 cut", "100 ended 1 after 100 completed",
                "100 started 3", "140 ended 3 after 40 completed", "140 started 5", "160 ended 5 after 20 completed",
            ],
            stage.Events);
    });

    [Fact]
    public void A_clip_whose_last_frame_is_out_counts_as_completed_even_if_it_is_interrupted_then() => Stage(async stage =>
    {
        stage.Playback.Enqueue(new PlaybackItem(1, Ramp(320), Interruptible: true));
        await stage.PassAsync(30);
        stage.Playback.Interrupt();
        await stage.PassAsync(30);

        Assert.Equal(["0 started 1", "40 ended 1 after 40 completed"], stage.Events);
    });

    [Fact]
    public void StopAll_stops_even_what_may_not_be_interrupted_and_silence_goes_on() => Stage(async stage =>
    {
        stage.Playback.Enqueue(new PlaybackItem(1, Ramp(8000), Interruptible: false));
        await stage.PassAsync(30);
        stage.Playback.StopAll();
        await stage.PassAsync(60);

        Assert.Equal(["0 started 1", "40 ended 1 after 40 cut"], stage.Events);
        Assert.Equal([0, 20, 40, 60, 80], stage.Sink.Sent.Select(sent => sent.At));
    });

    [Fact]
    public void The_queue_is_bounded_and_makes_room_as_items_end() => Stage(async stage =>
    {
        for (var id = 0; id < Playback.Capacity; id++)
            Assert.True(stage.Playback.Enqueue(new PlaybackItem(id, Ramp(160), Interruptible: true)));
        Assert.False(stage.Playback.Enqueue(new PlaybackItem(100, Ramp(160), Interruptible: true)));

        await stage.PassAsync(30);
        Assert.True(stage.Playback.Enqueue(new PlaybackItem(101, Ramp(160), Interruptible: true)));
        Assert.False(stage.Playback.Enqueue(new PlaybackItem(102, Ramp(160), Interruptible: true)));

        await stage.PassAsync(1000);
        Assert.Equal([.. Enumerable.Range(0, Playback.Capacity).Select(id => (long)id), 101L], stage.Ended.Select(result => result.Id));
    });

    [Fact]
    public void A_frame_that_the_peer_does_not_take_is_sent_at_the_next_tick() => Stage(async stage =>
    {
        stage.Playback.Enqueue(new PlaybackItem(1, Ramp(480), Interruptible: true));
        await stage.PassAsync(10);
        stage.Sink.Reads = false;
        await stage.PassAsync(60);
        stage.Sink.Reads = true;
        await stage.PassAsync(80);

        Assert.Equal(Ramp(480).Samples.ToArray(), stage.Sink.Samples.Take(480));
        Assert.Equal([0, 80, 100, 120, 140], stage.Sink.Sent.Select(sent => sent.At));
        Assert.Equal(["0 started 1", "120 ended 1 after 60 completed"], stage.Events);
    });

    [Fact]
    public void Parts_that_are_there_in_time_follow_without_a_gap_and_are_one_item() => Stage(async stage =>
    {
        var sound = new SoundInParts();
        sound.Append(Ramp(200));
        stage.Playback.Enqueue(new PlaybackItem(1, sound, Interruptible: true));
        sound.Append(new(Ramp(480).Samples[200..]));
        await stage.PassAsync(50);
        sound.Complete();
        await stage.PassAsync(60);

        Assert.Equal(Ramp(480).Samples.ToArray(), stage.Sink.Samples.Take(480));
        Assert.Equal(["0 started 1", "60 ended 1 after 60 completed"], stage.Events);
    });

    [Fact]
    public void A_part_that_is_late_is_waited_for_in_silence_which_can_be_interrupted() => Stage(async stage =>
    {
        var (late, given) = (new SoundInParts(), new SoundInParts());
        late.Append(Ramp(160));
        given.Append(Ramp(160));
        stage.Playback.Enqueue(new PlaybackItem(1, late, Interruptible: true));
        await stage.PassAsync(90);
        late.Append(Ramp(160));
        late.Complete();
        await stage.PassAsync(50);
        stage.Playback.Enqueue(new PlaybackItem(2, given, Interruptible: true));
        await stage.PassAsync(60);
        stage.Playback.Interrupt();
        await stage.PassAsync(40);

        Assert.Equal(["0 started 1", "120 ended 1 after 40 completed", "140 started 2", "200 ended 2 after 20 cut"], stage.Events);
        Assert.Equal([0, 100, 140], stage.Sink.Sent.Where(sent => sent.Frame[0] == 1).Select(sent => sent.At));
    });

    [Fact]
    public void A_peer_that_reads_nothing_for_three_seconds_is_reported_once_until_it_reads_again() => Stage(async stage =>
    {
        await stage.PassAsync(10);
        stage.Sink.Reads = false;
        await stage.PassAsync(4000);
        Assert.Equal(["3020 stuck"], stage.Events);

        stage.Sink.Reads = true;
        await stage.PassAsync(100);
        stage.Sink.Reads = false;
        await stage.PassAsync(4000);
        Assert.Equal(["3020 stuck", "7120 stuck"], stage.Events);
    });

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    public void After_a_stall_no_more_is_made_up_for_than_the_phone_can_hold(int due, int sent)
    {
        var clock = new VirtualTimeProvider();
        var stage = new Theatre(clock);
        stage.Playback.Enqueue(new PlaybackItem(1, Ramp(8000), Interruptible: true));
        stage.Playback.Tick(0, 1);

        stage.Playback.Tick(TimeSpan.FromMilliseconds(due * 20).Ticks, due);

        Assert.Equal(1 + sent, stage.Sink.Sent.Count);
        Assert.Equal(Ramp(160 * (1 + sent)).Samples.ToArray(), stage.Sink.Samples);
    }

    [Fact]
    public void A_pacer_that_ticks_too_often_is_held_to_three_messages_of_lead()
    {
        var stage = new Theatre(new VirtualTimeProvider());
        for (var tick = 0; tick < 200; tick++)
        {
            stage.Playback.Tick(tick * TimeSpan.TicksPerMillisecond, 1);
            Assert.InRange(stage.Sink.Sent.Count, 1, 1 + (tick / 20) + Playback.MostMessagesAhead);
        }
        Assert.Equal(10 + Playback.MostMessagesAhead, stage.Sink.Sent.Count);
    }

    [Fact]
    public async Task A_tick_that_fails_fails_the_close()
    {
        var stage = new Theatre(new VirtualTimeProvider()) { Sink = { Failure = new InvalidOperationException("broken sink") } };
        Assert.Throws<InvalidOperationException>(() => stage.Playback.Tick(0, 1));
        Assert.False(stage.Playback.Enqueue(new PlaybackItem(1, Ramp(160), Interruptible: true)));
        Assert.Equal("broken sink", (await Assert.ThrowsAsync<InvalidOperationException>(stage.Playback.CloseAsync)).Message);
    }

    [Fact]
    public void A_tick_allocates_nothing()
    {
        var playback = new Playback(new Devour(), new Ignore(), TimeProvider.System);
        var sound = SoundInParts.Of(Ramp(400));
        var ticks = 0L;
        void Speak(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                playback.Enqueue(new PlaybackItem(i, sound, Interruptible: true));
                if (i % 7 == 0)
                    playback.Interrupt();
                for (var tick = 0; tick < 3; tick++)
                    playback.Tick(++ticks * TimeProvider.System.TimestampFrequency / 50, 1);
            }
        }

        Speak(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Speak(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class Devour : IFrameSink
    {
        public bool TrySend(ReadOnlySpan<short> frame) => true;
    }
}
