using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>Real threads; nothing here asserts how long anything took.</summary>
public class PacingThreadsTests
{
    [Fact]
    public async Task Legs_added_from_anywhere_are_ticked_until_they_end_and_one_that_throws_harms_no_other()
    {
        var logger = new ListLogger<PacingThreads>();
        using var pacing = new PacingThreads(TimeProvider.System, logger, threads: 2);
        pacing.Start();
        var legs = Enumerable.Range(0, 20).Select(i => new Leg(ticks: 4, fails: i == 7)).ToList();

        Parallel.ForEach(legs, pacing.Add);
        await Task.WhenAll(legs.Select(leg => leg.Ended)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        pacing.Dispose(); // the failure is logged after its leg has ended

        Assert.Single(logger.Warnings);
        Assert.All(legs.Where(leg => !leg.Fails), leg => Assert.Equal(4, leg.Ticks));
        Assert.Equal(2, legs.Select(leg => leg.Thread).Distinct().Count());
    }

    [Fact]
    public async Task Statistics_count_the_ticks_of_all_threads()
    {
        using var pacing = new PacingThreads(TimeProvider.System, new ListLogger<PacingThreads>(), threads: 2);
        pacing.Start();
        var legs = Enumerable.Range(0, 4).Select(_ => new Leg(ticks: 3)).ToList();
        legs.ForEach(pacing.Add);
        await Task.WhenAll(legs.Select(leg => leg.Ended)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        pacing.Dispose();

        // The first tick of a leg has no deadline; a busy machine may serve the two others in one late tick.
        Assert.InRange(pacing.Statistics.Ticks, 4, 8);
        Assert.Equal(0, pacing.Statistics.Entries);
    }

    [Fact]
    public void Nothing_is_ticked_after_the_end()
    {
        var pacing = new PacingThreads(TimeProvider.System, new ListLogger<PacingThreads>(), threads: 1);
        pacing.Start();
        var leg = new Leg(ticks: int.MaxValue);
        pacing.Add(leg);

        pacing.Dispose();

        var ticks = leg.Ticks;
        Assert.Throws<ObjectDisposedException>(() => pacing.Add(new Leg(ticks: 1)));
        Assert.Equal(ticks, leg.Ticks);
    }

    [Fact]
    public void Threads_that_were_never_started_can_be_disposed()
    {
        var pacing = new PacingThreads(TimeProvider.System, new ListLogger<PacingThreads>());
        pacing.Dispose();
        pacing.Dispose();
        Assert.Equal(0, pacing.Statistics.Ticks);
    }

    private sealed class Leg(int ticks, bool fails = false) : IPaced
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile int _messages;

        public Task Ended => _ended.Task;

        public bool Fails => fails;

        public int Ticks => _messages;

        public int Thread { get; private set; }

        public bool Tick(long timestamp, int messages)
        {
            Thread = Environment.CurrentManagedThreadId;
            _messages = Math.Min(ticks, _messages + messages);
            if (_messages < (fails ? 2 : ticks))
                return true;
            _ended.TrySetResult();
            return fails ? throw new InvalidOperationException("this leg fails") : false;
        }
    }
}
