using System.Threading.Channels;
using Ramais.Extensions;
using Ramais.Server.Postgres;
using Ramais.Testing;

namespace Ramais.Server.Tests.Postgres;

/// <summary>When the listening connection is made again, and when it hints, in virtual time.</summary>
public sealed class PostgresChangeFeedTests
{
    [Fact]
    public void Every_connection_and_every_notification_is_a_hint() => Run(async house =>
    {
        Assert.Equal(1, house.Hints);
        house.Database.Notify();
        house.Database.Notify();
        await house.PassAsync(1);
        Assert.Equal(3, house.Hints);
    });

    [Fact]
    public void A_lost_connection_is_made_again_and_what_was_missed_is_hinted_at() => Run(async house =>
    {
        house.Database.Lose();
        await house.PassAsync(0.3);
        Assert.Equal((1, 2), (house.Database.Attempts.Count, house.Hints)); // the loss is one: is it still readable?
        await house.PassAsync(0.3);
        Assert.Equal((2, 3), (house.Database.Attempts.Count, house.Hints));
        Assert.Equal(1, house.Database.Disposed);
    });

    [Fact]
    public void Pauses_grow_to_30_seconds_a_little_spread_and_one_warning_tells_of_the_outage() => Run(async house =>
    {
        house.Database.IsDown = true;
        house.Database.Lose();
        await house.PassAsync(150);
        var pauses = house.Database.Attempts.Skip(1).Zip(house.Database.Attempts.Skip(2), (a, b) => (b - a).TotalSeconds).ToList();
        foreach (var (pause, full) in pauses.Zip([1.0, 2, 4, 8, 16, 30, 30, 30]))
            Assert.InRange(pause, full * 0.75, full);
        Assert.True(pauses.Count >= 7);
        Assert.Single(house.Log.Warnings);
        Assert.Equal(2, house.Hints);

        house.Database.IsDown = false;
        await house.PassAsync(30);
        Assert.Equal(3, house.Hints);
        house.Database.Lose();
        var before = house.Database.Attempts.Count;
        await house.PassAsync(0.5); // the next outage begins with a short pause again
        Assert.Equal(before + 1, house.Database.Attempts.Count);
    });

    private static void Run(Func<FeedHouse, Task> test) => VirtualTime.Run(async clock =>
    {
        using var stop = new CancellationTokenSource();
        var house = new FeedHouse(clock);
        var running = house.RunAsync(stop.Token);
        await house.PassAsync(0.001);
        await test(house);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    });

    private sealed class FeedHouse(VirtualTimeProvider clock)
    {
        public FakeDatabase Database { get; } = new(clock);
        public RecordingLogger<PostgresChangeFeed> Log { get; } = new();
        public int Hints { get; private set; }

        public Task RunAsync(CancellationToken stopping) => new PostgresChangeFeed(Database, clock, Log).RunAsync(() => Hints++, stopping);

        public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), clock);
    }

    private sealed class FakeDatabase(TimeProvider clock) : INotifications, ISubscription
    {
        private readonly Channel<bool> _events = Channel.CreateUnbounded<bool>(); // a handful in each test
        private readonly long _start = clock.GetTimestamp();

        public List<TimeSpan> Attempts { get; } = [];
        public bool IsDown { get; set; }
        public int Disposed { get; private set; }

        public void Notify() => _events.Writer.TryWrite(true);

        public void Lose() => _events.Writer.TryWrite(false);

        public Task<ISubscription> SubscribeAsync(CancellationToken cancellation)
        {
            Attempts.Add(clock.GetElapsedTime(_start));
            return IsDown ? Task.FromException<ISubscription>(new ExtensionSourceException("Fora do ar.")) : Task.FromResult<ISubscription>(this);
        }

        public async Task WaitAsync(CancellationToken cancellation)
        {
            if (!await _events.Reader.ReadAsync(cancellation))
                throw new ExtensionSourceException("A conexão caiu.");
        }

        public ValueTask DisposeAsync()
        {
            Disposed++;
            return ValueTask.CompletedTask;
        }
    }
}
