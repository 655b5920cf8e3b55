using Ramais.Access;
using Ramais.Testing;

namespace Ramais.Tests.Access;

/// <summary>Kept first, delivered at least once, told when acknowledged. In virtual time, over a store in memory.</summary>
public sealed class DecisionOutboxTests
{
    [Fact]
    public void A_decision_is_on_disk_before_any_sink_sees_it() => Run(async house =>
    {
        house.First.Answer = (decision, _) =>
        {
            Assert.Contains(decision.CallId, house.Store.Decisions.Keys);
            return Task.CompletedTask;
        };
        var receipt = await house.KeepAsync(1);
        await receipt.Acknowledged;
        Assert.Equal([(Id(1), false)], house.First.Got);
    });

    [Fact]
    public void The_first_of_several_sinks_that_acknowledges_is_enough() => Run(async house =>
    {
        house.First.Answer = (_, _) => throw new DecisionSinkException("fora do ar");
        house.Second.Answer = (_, token) => Task.Delay(TimeSpan.FromSeconds(2), house.Time, token);
        var receipt = await house.KeepAsync(1);
        await receipt.Acknowledged;
        Assert.Equal(2, house.Time.Elapsed.TotalSeconds);
        Assert.Equal((1, 0), (house.Outbox.Couriers[0].Owed, house.Outbox.Couriers[1].Owed));
    });

    [Fact]
    public void What_fails_is_tried_again_with_growing_pauses_and_marked_as_a_repetition() => Run(async house =>
    {
        var instants = new List<double>();
        house.First.Answer = (_, _) =>
        {
            instants.Add(house.Time.Elapsed.TotalSeconds);
            return instants.Count < 9 ? throw new DecisionSinkException("fora do ar") : Task.CompletedTask;
        };
        house.Second.Answer = house.First.Answer is { } ? (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, house.Time, token) : null;
        var receipt = await house.KeepAsync(1);
        await receipt.Acknowledged;
        Assert.Equal([0, 1, 3, 7, 15, 31, 63, 123, 183], instants);
        Assert.Equal([false, .. Enumerable.Repeat(true, 8)], house.First.Got.Select(got => got.Repeated));
        Assert.Equal((1, 8), (house.Outbox.Couriers[0].Delivered, house.Outbox.Couriers[0].Failed));
    });

    [Fact]
    public void A_sink_that_does_not_answer_is_given_up_after_five_seconds_and_asked_again() => Run(async house =>
    {
        house.First.Answer = (_, token) => house.First.Got.Count == 1 ? Task.Delay(Timeout.InfiniteTimeSpan, house.Time, token) : Task.CompletedTask;
        house.Second.Answer = (_, _) => throw new DecisionSinkException("fora do ar");
        var receipt = await house.KeepAsync(1);
        await receipt.Acknowledged;
        Assert.Equal(6, house.Time.Elapsed.TotalSeconds);
    });

    [Fact]
    public void A_decision_that_a_sink_refuses_holds_up_no_other() => Run(async house =>
    {
        house.First.Answer = (decision, _) => decision.CallId == Id(1) ? throw new DecisionSinkException("422") : Task.CompletedTask;
        house.Second.Answer = (_, _) => throw new DecisionSinkException("fora do ar");
        await house.KeepAsync(1);
        var receipt = await house.KeepAsync(2);
        await receipt.Acknowledged;
        Assert.Equal(0, house.Time.Elapsed.TotalSeconds);
    });

    [Fact]
    public void What_was_not_acknowledged_is_delivered_after_the_next_start_and_nothing_else() => VirtualTime.Run(async time =>
    {
        var store = new MemoryStore();
        await using (var house = new House(time, store))
        {
            house.First.Answer = (decision, _) => decision.CallId == Id(2) ? throw new DecisionSinkException("fora do ar") : Task.CompletedTask;
            house.Second.Answer = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, time, token);
            await (await house.KeepAsync(1)).Acknowledged;
            await house.KeepAsync(2);
        }
        await using var next = new House(time, store);
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        Assert.Equal([(Id(2), true)], next.First.Got);
        Assert.Equal([(Id(1), true), (Id(2), true)], next.Second.Got.Order());
        Assert.Empty(store.Owed());
    });

    [Fact]
    public void What_cannot_be_written_reaches_nobody() => Run(async house =>
    {
        house.Store.Broken = true;
        await Assert.ThrowsAsync<IOException>(() => house.KeepAsync(1));
        await Task.Delay(TimeSpan.FromMinutes(1), house.Time);
        Assert.Empty(house.First.Got);
        house.Store.Broken = false;
        await (await house.KeepAsync(2)).Acknowledged; // and the loop lives
    });

    [Fact]
    public void A_call_decides_once() => Run(async house =>
    {
        await (await house.KeepAsync(1, authorized: false)).Acknowledged;
        var refused = await Assert.ThrowsAsync<IOException>(() => house.KeepAsync(1, authorized: true));
        Assert.Contains("já tem uma decisão", refused.Message, StringComparison.Ordinal);
        Assert.Single(house.First.Got);
        Assert.False(house.Store.Decisions[Id(1)].Authorized);
    });

    [Fact]
    public void A_delivery_that_cannot_be_noted_is_still_an_acknowledgement() => Run(async house =>
    {
        house.First.Answer = (_, _) =>
        {
            house.Store.Broken = true;
            return Task.CompletedTask;
        };
        await (await house.KeepAsync(1)).Acknowledged;
        await Task.Delay(TimeSpan.FromMinutes(1), house.Time);
        Assert.Single(house.First.Got);
        house.Store.Broken = false;
        Assert.NotEmpty(house.Store.Owed()); // so the next start delivers it again
    });

    [Fact]
    public void After_the_stop_nothing_is_taken() => VirtualTime.Run(async time =>
    {
        var house = new House(time, new MemoryStore());
        await house.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => house.KeepAsync(1));
    });

    [Fact]
    public void A_sink_that_stays_away_is_logged_once_and_so_is_its_return() => Run(async house =>
    {
        house.First.Answer = (_, _) => house.First.Got.Count < 5 ? throw new DecisionSinkException("fora do ar") : Task.CompletedTask;
        await house.KeepAsync(1);
        await Task.Delay(TimeSpan.FromMinutes(5), house.Time);
        Assert.Equal(2, house.Log.All.Count);
        Assert.Contains("Decisões para um não são entregues: fora do ar", house.Log.All[0], StringComparison.Ordinal);
        Assert.Contains("voltaram a ser entregues", house.Log.All[1], StringComparison.Ordinal);
    });

    [Fact]
    public void What_waits_for_a_sink_that_is_no_longer_configured_is_told_and_kept() => VirtualTime.Run(async time =>
    {
        var store = new MemoryStore();
        store.TryKeep(Decision(1, true), ["antigo"]);
        await using var house = new House(time, store);
        await (await house.KeepAsync(2)).Acknowledged;
        Assert.Contains("1 decisões não entregues esperam por antigo", house.Log.All[0], StringComparison.Ordinal);
        Assert.Equal("antigo", Assert.Single(store.Owed()).Sink);
    });

    private static void Run(Func<House, Task> test) => VirtualTime.Run(async time =>
    {
        await using var house = new House(time, new MemoryStore());
        await test(house);
    });

    private static Guid Id(int number) => Gatehouse.NewId(number);

    private static AccessDecision Decision(int number, bool authorized) =>
        new(Id(number), 15, authorized, "501", "Renata Albuquerque", "Marcos", "entrega", "key", VirtualTimeProvider.Epoch);

    private sealed class House : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly Task _running;

        public House(VirtualTimeProvider time, MemoryStore store)
        {
            (Time, Store) = (time, store);
            Outbox = new(store, [First, Second], time, Log);
            _running = Outbox.RunAsync(_stopping.Token);
        }

        public VirtualTimeProvider Time { get; }

        public MemoryStore Store { get; }

        public ScriptedSink First { get; } = new("um");

        public ScriptedSink Second { get; } = new("dois");

        public ListLogger<DecisionOutbox> Log { get; } = new();

        public DecisionOutbox Outbox { get; }

        public Task<DecisionReceipt> KeepAsync(int number, bool authorized = true) => Outbox.KeepAsync(Decision(number, authorized), CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            _stopping.Cancel();
            await _running;
        }
    }

    private sealed class ScriptedSink(string name) : IDecisionSink
    {
        public string Name => name;

        public List<(Guid CallId, bool Repeated)> Got { get; } = [];

        public Func<AccessDecision, CancellationToken, Task>? Answer { get; set; }

        public async Task DeliverAsync(AccessDecision decision, bool repeated, CancellationToken cancellation)
        {
            Got.Add((decision.CallId, repeated));
            if (Answer is { } answer)
                await answer(decision, cancellation);
        }
    }

    private sealed class MemoryStore : IDecisionStore
    {
        private readonly List<(Guid CallId, string Sink)> _owed = [];

        public Dictionary<Guid, AccessDecision> Decisions { get; } = [];

        public bool Broken { get; set; }

        public bool TryKeep(AccessDecision decision, IEnumerable<string> sinks)
        {
            Work();
            if (!Decisions.TryAdd(decision.CallId, decision))
                return false;
            _owed.AddRange(sinks.Select(sink => (decision.CallId, sink)));
            return true;
        }

        public IReadOnlyList<OwedDecision> Owed() => [.. _owed.Select(owed => new OwedDecision(Decisions[owed.CallId], owed.Sink))];

        public void MarkDelivered(Guid callId, string sink, DateTimeOffset at)
        {
            Work();
            _owed.Remove((callId, sink));
        }

        public void Forget(DateTimeOffset limit)
        {
            // kept for ever here
        }

        private void Work()
        {
            if (Broken)
                throw new IOException("The disk is full.");
        }
    }
}
