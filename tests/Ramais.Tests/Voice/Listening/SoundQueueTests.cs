using CsCheck;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>What a recogniser reads is what was heard, in order, and the oldest is what is lost.</summary>
public class SoundQueueTests
{
    [Fact]
    public void What_is_read_is_what_was_written_less_the_oldest_beyond_the_limit() =>
        Gen.Select(Gen.Int[0, 9000], Gen.Int[0, 9000]).Array[1, 60].Sample(steps =>
        {
            using var queue = new SoundQueue();
            var (expected, next) = (new List<short>(), (short)0);
            foreach (var (written, read) in steps)
            {
                var sound = Enumerable.Range(0, written).Select(_ => next++).ToArray();
                queue.Write(sound);
                expected.AddRange(sound);
                expected.RemoveRange(0, Math.Max(0, expected.Count - SoundQueue.MostSamples));
                var piece = new short[read];
                var taken = queue.Read(piece);
                Assert.Equal(expected.Take(read), piece.Take(taken));
                expected.RemoveRange(0, taken);
            }
        });

    [Fact]
    public void A_reader_waits_for_sound_and_for_the_end() => VirtualTime.Run(async clock =>
    {
        using var queue = new SoundQueue();
        var reading = ReadAllAsync(queue);
        for (var frame = 0; frame < 50; frame++)
        {
            await Task.Delay(AudioClip.FrameDuration, clock, TestContext.Current.CancellationToken);
            queue.Write(Enumerable.Repeat((short)frame, AudioClip.FrameSamples).ToArray());
        }
        queue.Complete();
        Assert.Equal(50 * AudioClip.FrameSamples, (await reading).Count);
        Assert.Equal((short)49, (await reading)[^1]);
    });

    [Fact]
    public void What_comes_after_the_end_or_when_nobody_reads_any_more_is_dropped()
    {
        var queue = new SoundQueue();
        queue.Complete();
        queue.Write(new short[160]);
        Assert.Equal(0, queue.Read(new short[160]));
        queue.Dispose();
        queue.Dispose();
        queue.Write(new short[160]);
        Assert.Equal(0, queue.Read(new short[160]));
    }

    [Fact]
    public void Neither_side_allocates_per_frame()
    {
        using var queue = new SoundQueue();
        var (frame, piece) = (new short[AudioClip.FrameSamples], new short[1600]);
        // The best of a few runs: the pool of threads grows its queue now and then.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Allocated(1000)));

        long Allocated(int frames)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var sent = 0; sent < frames; sent++)
            {
                var wait = queue.WaitAsync();
                queue.Write(frame);
                while (!wait.IsCompleted)
                    Thread.Yield(); // the wake goes through the pool
                if (!wait.GetAwaiter().GetResult() || queue.Read(piece) != frame.Length)
                    throw new InvalidOperationException("The frame was lost.");
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static async Task<List<short>> ReadAllAsync(SoundQueue queue)
    {
        var (all, piece) = (new List<short>(), new short[1600]);
        while (await queue.WaitAsync())
        {
            while (queue.Read(piece) is > 0 and var length)
                all.AddRange(piece[..length]);
        }
        return all;
    }
}
