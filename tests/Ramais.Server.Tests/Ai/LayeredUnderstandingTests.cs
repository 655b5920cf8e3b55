using Ramais.Conversation;
using Ramais.Server.Ai;
using Ramais.Server.Providers;
using Ramais.Testing;

namespace Ramais.Server.Tests.Ai;

/// <summary>The order of providers, their limits and their breakers, in virtual time.</summary>
public sealed class LayeredUnderstandingTests
{
    private const string Unread = "vim por causa do barulho no telhado";

    private static readonly Understanding Service = new(new(VisitIntent.Service, "", "", ""));

    [Fact]
    public void The_first_that_answers_is_taken() => Run(async bench =>
    {
        bench.First.Answer = _ => Service;
        Assert.Equal(VisitIntent.Service, await bench.IntentAsync(Unread));
        Assert.Equal((1, 0), (bench.First.Asked, bench.Second.Asked));
        Assert.Equal(["answers ai_service"], bench.Counts);
    });

    [Theory]
    [InlineData(ProviderFailure.Status, "status")]
    [InlineData(ProviderFailure.Shape, "shape")]
    [InlineData(ProviderFailure.TooLarge, "too_large")]
    [InlineData(ProviderFailure.Unreachable, "unreachable")]
    internal void A_failure_falls_through_to_the_next_within_the_turn(ProviderFailure failure, string label) => Run(async bench =>
    {
        bench.First.Fails = failure;
        bench.Second.Answer = _ => Service;
        Assert.Equal(VisitIntent.Service, await bench.IntentAsync(Unread));
        Assert.Equal([$"failures ai_service {label}", "answers chat_model"], bench.Counts);
        Assert.Equal(TimeSpan.Zero, bench.Time.Elapsed);
    });

    [Fact]
    public void When_all_fail_the_rules_answer_within_the_turn() => Run(async bench =>
    {
        bench.First.Fails = bench.Second.Fails = ProviderFailure.Status;
        var told = await bench.AskAsync("entrega pro 302");
        Assert.Equal((VisitIntent.Delivery, "302"), (told.Slots.Intent, told.Slots.ApartmentNumber));
        Assert.Equal(["failures ai_service status", "failures chat_model status", "answers rules"], bench.Counts);
    });

    [Theory]
    [InlineData(Asked.Open, 9)]
    [InlineData(Asked.Name, 3)]
    internal void Providers_that_hang_cost_a_turn_so_many_seconds_at_most(Asked asked, int seconds) => Run(async bench =>
    {
        bench.First.Delay = bench.Second.Delay = TimeSpan.FromMinutes(1);
        await bench.AskAsync("Marcos", asked);
        Assert.Equal(TimeSpan.FromSeconds(seconds), bench.Time.Elapsed);
        Assert.Equal("answers rules", bench.Counts.Last());
    });

    [Fact]
    public void A_provider_that_keeps_failing_is_left_alone_and_tried_again() => Run(async bench =>
    {
        bench.First.Fails = ProviderFailure.Status;
        for (var turn = 0; turn < 5; turn++)
            await bench.AskAsync(Unread);
        Assert.Equal(3, bench.First.Asked);
        Assert.Equal(2, bench.Counts.Count(c => c == "failures ai_service paused"));

        await bench.PassAsync(15.1);
        await bench.AskAsync(Unread); // half-open: one trial, which fails and doubles the pause
        Assert.Equal(4, bench.First.Asked);
        await bench.PassAsync(15.1);
        await bench.AskAsync(Unread);
        Assert.Equal(4, bench.First.Asked);

        await bench.PassAsync(15.1);
        (bench.First.Fails, bench.First.Answer) = (null, _ => Service);
        Assert.Equal(VisitIntent.Service, await bench.IntentAsync(Unread));
        Assert.Equal(VisitIntent.Service, await bench.IntentAsync(Unread));
        Assert.Equal(6, bench.First.Asked);
    });

    [Fact]
    public void What_was_said_and_who_lives_where_is_never_logged() => Run(async bench =>
    {
        bench.First.Fails = ProviderFailure.Shape;
        bench.Second.Fails = ProviderFailure.Status;
        for (var turn = 0; turn < 5; turn++)
            await bench.AskAsync("sou o Marcos, entrega pro Lucas Martinelli do 302");
        Assert.NotEmpty(bench.Log.Lines);
        foreach (var personal in new[] { "Marcos", "Lucas", "302", "entrega" })
            Assert.All(bench.Log.Lines, line => Assert.DoesNotContain(personal, line.Message, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(bench.Log.Warnings, line => line.Contains("em pausa", StringComparison.Ordinal));
    });

    [Fact]
    public void A_turn_that_is_given_up_asks_nobody_else() => Run(async bench =>
    {
        bench.First.Delay = TimeSpan.FromSeconds(5);
        using var overtaken = new CancellationTokenSource(TimeSpan.FromSeconds(1), bench.Time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await bench.AskAsync(Unread, Asked.Open, overtaken.Token));
        Assert.Equal((0, 0), (bench.Second.Asked, bench.Counts.Count));
    });

    private static void Run(Func<Bench, Task> test) => VirtualTime.Run(async time =>
    {
        using var bench = new Bench(time);
        await test(bench);
    });

    private sealed class Bench : IDisposable
    {
        private readonly CountedMeter _counted = new();
        private readonly AiMetrics _metrics;
        private readonly LayeredUnderstanding _layered;

        public Bench(VirtualTimeProvider time)
        {
            Time = time;
            _metrics = new(_counted.Meter);
            (First, Second) = (new(time), new(time, "chat_model"));
            _layered = AiHosting.Layered([First, Second], time, _metrics, Log);
        }

        public VirtualTimeProvider Time { get; }

        public FakeProvider First { get; }

        public FakeProvider Second { get; }

        public RecordingLogger<GuardedProvider> Log { get; } = new();

        public List<string> Counts => _counted.Counts;

        public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Time);

        public async Task<VisitIntent> IntentAsync(string said) => (await AskAsync(said)).Slots.Intent;

        public async Task<Understanding> AskAsync(string said, Asked asked = Asked.Open, CancellationToken cancellation = default) =>
            await _layered.UnderstandAsync(Samples.Turn(said, asked), cancellation);

        public void Dispose()
        {
            _layered.Dispose();
            _counted.Dispose();
        }
    }
}
