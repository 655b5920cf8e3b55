using System.Collections.Immutable;
using Ramais.Access;
using Ramais.Calls;
using Ramais.History;
using Ramais.Testing;

namespace Ramais.Tests.History;

/// <summary>The one writer of the history, in virtual time, over a store that can fail.</summary>
public sealed class CallArchiveTests
{
    [Fact]
    public void An_ended_call_is_written_within_a_second() => Run(async house =>
    {
        house.Archive.Add(Ended(1));
        Assert.Equal((1, Ended(1)), (house.Archive.Queued, house.Archive.Waiting(Id(1))));
        await house.PassAsync(1);
        Assert.Null(house.Archive.Waiting(Id(1)));
        Assert.Equal([Ended(1)], house.Store.Calls.Values);
        Assert.Equal((0, 1, 0, 0), house.Counts);
    });

    [Fact]
    public void A_live_call_is_written_when_it_is_new_when_it_is_decided_and_else_every_ten_seconds_at_most() => Run(async house =>
    {
        house.Live = [Live(1)];
        await house.PassAsync(1);
        Assert.Equal(1, house.Store.Saves);
        await house.PassAsync(5);
        Assert.Equal(1, house.Store.Saves); // nothing has changed
        house.Live = [Live(1) with { State = "ringing" }];
        await house.PassAsync(2);
        Assert.Equal(1, house.Store.Saves); // too soon
        house.Live = [Live(1) with { State = "deciding", Decision = Yes }];
        await house.PassAsync(1);
        Assert.Equal((2, Yes), (house.Store.Saves, house.Store.Calls[Id(1)].Decision));
        house.Live = [Live(1) with { State = "closing", Decision = Yes }];
        await house.PassAsync(9);
        Assert.Equal(2, house.Store.Saves);
        await house.PassAsync(2);
        Assert.Equal((3, "closing"), (house.Store.Saves, house.Store.Calls[Id(1)].State));
    });

    [Fact]
    public void More_calls_than_it_serves_in_ten_seconds_are_each_written_less_often() => Run(async house =>
    {
        const int Calls = 30 * LiveCheckpoint.MostASecond; // a turn of 30 s
        CallView[] Talking(string state) => [.. Enumerable.Range(0, Calls).Select(n => Live(n) with { State = state })];
        house.Live = Talking("asking_intent");
        await house.PassAsync(1);
        house.Live = Talking("ringing");
        await house.PassAsync(28);
        Assert.All(house.Store.Calls.Values, call => Assert.Equal("asking_intent", call.State));
        await house.PassAsync(3);
        Assert.All(house.Store.Calls.Values, call => Assert.Equal("ringing", call.State));
    });

    [Fact]
    public void The_end_of_a_call_wins_over_its_last_live_picture() => Run(async house =>
    {
        house.Live = [Live(1)];
        house.Archive.Add(Ended(1));
        await house.PassAsync(2);
        Assert.Equal("authorized", house.Store.Calls[Id(1)].Result);
    });

    [Fact]
    public void A_database_that_is_away_holds_nobody_up_and_gets_everything_when_it_is_back() => Run(async house =>
    {
        house.Store.Failure = new("fora do ar.");
        for (var n = 1; n <= 200; n++)
            house.Archive.Add(Ended(n));
        await house.PassAsync(300);
        Assert.Equal(200, house.Archive.Queued);
        Assert.NotNull(house.Archive.Waiting(Id(1)));
        Assert.InRange(house.Archive.Failures, 8, 12); // 1, 2, 4 … 60 s
        Assert.Single(house.Log.Warnings, line => line.Contains("O histórico não é gravado: fora do ar.", StringComparison.Ordinal));
        house.Store.Failure = null;
        await house.PassAsync(61);
        Assert.Equal((200, 0), (house.Store.Calls.Count, house.Archive.Queued));
        Assert.Contains("O histórico voltou a ser gravado.", house.Log.All);
    });

    [Fact]
    public void A_full_queue_loses_calls_counts_them_and_warns_once_a_minute() => Run(async house =>
    {
        house.Store.Failure = new("fora do ar.");
        await house.PassAsync(1); // the loop waits with an empty hand
        for (var n = 0; n < CallArchive.Capacity + 5; n++)
            house.Archive.Add(Ended(n));
        Assert.Equal(5, house.Archive.Dropped);
        Assert.Null(house.Archive.Waiting(Id(CallArchive.Capacity))); // lost: nobody shows it whole for ever
        Assert.Single(house.Log.Warnings, line => line.Contains("está cheia", StringComparison.Ordinal));
        await house.PassAsync(61); // 64 were taken into the hand meanwhile
        for (var n = 0; n < 100; n++)
            house.Archive.Add(Ended(10_000 + n));
        Assert.Equal(5 + 36, house.Archive.Dropped);
        Assert.Equal(2, house.Log.Warnings.Count(line => line.Contains("está cheia", StringComparison.Ordinal)));
    });

    [Fact]
    public void A_call_that_the_database_refuses_does_not_keep_the_others_out() => Run(async house =>
    {
        house.Store.Refused = Id(2);
        foreach (var n in new[] { 1, 2, 3 })
            house.Archive.Add(Ended(n));
        await house.PassAsync(1);
        Assert.Equal([Id(1), Id(3)], house.Store.Calls.Keys.Order());
        Assert.Equal((0, 2, 1, 1), house.Counts);
        Assert.Null(house.Archive.Waiting(Id(2)));
    });

    [Fact]
    public void What_a_killed_process_left_is_closed_with_the_decision_that_the_outbox_has() => Run(
        async house =>
        {
            house.Live = [Live(9)]; // lives here: its picture on disk is no orphan
            await house.PassAsync(2);
            var (first, second) = (house.Store.Calls[Id(1)], house.Store.Calls[Id(2)]);
            Assert.Equal(("failed", "ended", Saved), (first.Result, first.State, first.EndedAt));
            Assert.Null(first.Decision);
            Assert.Equal(("failed", true, "Renata"), (second.Result, second.Decision!.Authorized, second.Decision.Resident));
            Assert.Null(house.Store.Calls[Id(9)].EndedAt);
            Assert.Contains(house.Log.Warnings, line => line.StartsWith("2 chamadas", StringComparison.Ordinal));
        },
        house =>
        {
            foreach (var n in new[] { 1, 2, 9 })
                house.Store.Calls[Id(n)] = Live(n);
            house.Decisions.Kept[Id(2)] = new(Id(2), 15, true, "501", "Renata", "João", "entrega", "key", Saved);
        });

    [Fact]
    public void A_stop_writes_what_waits_but_not_for_ever() => VirtualTime.Run(async time =>
    {
        var house = new House(time);
        await house.StartAsync();
        house.Archive.Add(Ended(1));
        await house.StopAsync();
        Assert.Single(house.Store.Calls);

        var broken = new House(time);
        await broken.StartAsync();
        broken.Store.Failure = new("fora do ar.");
        broken.Archive.Add(Ended(1));
        var before = time.Elapsed;
        await broken.StopAsync();
        Assert.InRange((time.Elapsed - before).TotalSeconds, 0, 6);
        Assert.Contains(broken.Log.Warnings, line => line.Contains("1 chamadas por gravar", StringComparison.Ordinal));
    });

    private static readonly DateTimeOffset Saved = VirtualTimeProvider.Epoch.AddHours(-1);

    private static readonly DecisionView Yes = new(true, "501", "Renata", "João", "entrega", "key", Saved);

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private static CallView Live(int number) => new(Id(number), 10, "2018519", 15, "asking_intent", VirtualTimeProvider.Epoch, null, null, null, [], [], null, []);

    private static CallView Ended(int number) => Live(number) with { State = "ended", EndedAt = VirtualTimeProvider.Epoch.AddSeconds(30), Result = "authorized" };

    private static void Run(Func<House, Task> test, Action<House>? before = null) => VirtualTime.Run(async time =>
    {
        var house = new House(time);
        before?.Invoke(house);
        await house.StartAsync();
        await test(house);
        await house.StopAsync();
    });

    private sealed class House
    {
        private readonly VirtualTimeProvider _time;
        private readonly CancellationTokenSource _stopping = new();
        private Task _loop = Task.CompletedTask;

        public House(VirtualTimeProvider time) => (_time, Archive) = (time, new(Store, Decisions, time, Log));

        public FakeStore Store { get; } = new();

        public FakeDecisions Decisions { get; } = new();

        public ListLogger<CallArchive> Log { get; } = new();

        public CallArchive Archive { get; }

        public CallView[] Live { get; set; } = [];

        public (int Queued, long Written, long Dropped, long Failures) Counts => (Archive.Queued, Archive.Written, Archive.Dropped, Archive.Failures);

        public Task StartAsync()
        {
            _loop = Archive.RunAsync(() => Live, _stopping.Token);
            return Task.Delay(TimeSpan.FromMilliseconds(500), _time); // between two looks
        }

        public Task PassAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time);

        public async Task StopAsync()
        {
            _stopping.Cancel();
            await _loop;
        }
    }

    private sealed class FakeStore : IHistoryStore
    {
        public Dictionary<Guid, CallView> Calls { get; } = [];

        public int Saves { get; private set; }

        public HistoryException? Failure { get; set; }

        public Guid? Refused { get; set; }

        public Task SaveAsync(IReadOnlyCollection<CallView> calls, CancellationToken stopping)
        {
            if (Failure is { } failure)
                throw failure;
            if (calls.Any(call => call.Id == Refused))
                throw new HistoryException("não serve.", null, refused: true);
            foreach (var call in calls)
                Calls[call.Id] = call;
            Saves++;
            return Task.CompletedTask;
        }

        public Task<ImmutableArray<UnfinishedCall>> UnfinishedAsync(CancellationToken stopping) => Failure is { } failure
            ? throw failure
            : Task.FromResult<ImmutableArray<UnfinishedCall>>([.. Calls.Values.Where(call => call.EndedAt is null).Select(call => new UnfinishedCall(call, Saved))]);
    }

    private sealed class FakeDecisions : IKeptDecisions
    {
        public Dictionary<Guid, AccessDecision> Kept { get; } = [];

        public AccessDecision? Find(Guid callId) => Kept.GetValueOrDefault(callId);
    }
}
