using CsCheck;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

public class PacingWheelTests
{
    private const long Millisecond = 1_000_000; // the unit of these tests is the nanosecond, as on Linux

    private readonly List<Exception> _failures = [];

    private PacingWheel NewWheel(long start = 0) => new(1_000_000_000, start, (_, failure) => _failures.Add(failure));

    [Fact]
    public void The_first_tick_comes_at_once_and_the_others_every_20_ms()
    {
        var wheel = NewWheel();
        var leg = new Recorder();
        wheel.Post(leg);

        Drive(wheel, 0, 100 * Millisecond);

        Assert.Equal([0, 20, 40, 60, 80, 100], leg.Milliseconds);
        Assert.All(leg.Ticks, tick => Assert.Equal(1, tick.Messages));
    }

    [Fact]
    public void The_second_tick_never_comes_later_than_20_ms_after_the_first() => Gen.Select(Gen.Long[0, 1_000_000_000], Gen.Int[1, 60]).Sample((arrival, legs) =>
    {
        var wheel = NewWheel();
        var recorders = Enumerable.Range(0, legs).Select(_ => new Recorder()).ToList();
        recorders.ForEach(wheel.Post);
        Drive(wheel, arrival, arrival + (100 * Millisecond));

        Assert.All(recorders, recorder =>
        {
            Assert.Equal(arrival, recorder.Ticks[0].At);
            Assert.InRange(recorder.Ticks[1].At - arrival, 1, 20 * Millisecond);
            Assert.All(recorder.Ticks.Skip(1).Zip(recorder.Ticks.Skip(2)), pair => Assert.Equal(20 * Millisecond, pair.Second.At - pair.First.At));
        });
    });

    [Fact]
    public void Legs_that_arrive_together_are_spread_over_all_slots()
    {
        var wheel = NewWheel();
        var legs = Enumerable.Range(0, 30).Select(_ => new Recorder()).ToList();
        legs.ForEach(wheel.Post);

        Drive(wheel, 0, 40 * Millisecond);

        var perSlot = legs.CountBy(leg => leg.Ticks[1].At % (20 * Millisecond)).ToDictionary();
        Assert.Equal(10, perSlot.Count);
        Assert.All(perSlot.Values, count => Assert.Equal(3, count));
    }

    [Fact]
    public void Late_turns_do_not_add_up_to_a_drift()
    {
        var wheel = NewWheel();
        var leg = new Recorder();
        wheel.Post(leg);
        wheel.Advance(0);

        for (var cycle = 1; cycle <= 500; cycle++)
            wheel.Advance((cycle * 20 * Millisecond) + (7 * Millisecond));

        Assert.Equal(501, leg.Ticks.Sum(tick => tick.Messages));
        Assert.Equal(501 * 20 * Millisecond, wheel.NextDue);
    }

    [Theory]
    [InlineData(39, 1)]
    [InlineData(40, 2)]
    [InlineData(100, 5)]
    [InlineData(5_000, 5)]
    public void After_a_stall_an_entry_is_told_what_it_owes_up_to_five(int stall, int messages)
    {
        var wheel = NewWheel();
        var leg = new Recorder();
        wheel.Post(leg);
        wheel.Advance(0);

        wheel.Advance(stall * Millisecond);
        Assert.Equal((stall * Millisecond, messages), leg.Ticks[^1]);

        Drive(wheel, wheel.NextDue, wheel.NextDue + (60 * Millisecond));
        Assert.All(leg.Ticks.Skip(2), tick => Assert.Equal(1, tick.Messages));
    }

    [Fact]
    public void Every_message_is_owed_exactly_once_whatever_the_rhythm_of_the_turns() =>
        Gen.Select(Gen.Long[0, 50], Gen.Long[0, 90 * Millisecond].Array[1, 60]).Sample((start, pauses) =>
        {
            var wheel = NewWheel(start);
            var leg = new Recorder();
            wheel.Post(leg);
            var now = start;
            wheel.Advance(now);
            foreach (var pause in pauses)
                wheel.Advance(now += pause);

            Assert.Equal(1 + ((now - start) / (20 * Millisecond)), leg.Ticks.Sum(tick => tick.Messages));
        });

    [Fact]
    public void An_entry_that_is_over_is_not_ticked_again()
    {
        var wheel = NewWheel();
        var brief = new Recorder(lifetime: 3);
        var lasting = new Recorder();
        wheel.Post(brief);
        wheel.Post(lasting);

        Drive(wheel, 0, 200 * Millisecond);

        Assert.Equal(3, brief.Ticks.Count);
        Assert.Equal(11, lasting.Ticks.Count);
        Assert.Equal(1, wheel.Count);
    }

    [Fact]
    public void An_entry_that_throws_is_removed_and_the_others_of_its_slot_go_on()
    {
        var wheel = NewWheel();
        var legs = Enumerable.Range(0, 21).Select(_ => new Recorder()).ToList();
        legs[0].FailsAt = 3;
        legs.ForEach(wheel.Post);

        Drive(wheel, 0, 200 * Millisecond);

        Assert.Equal("tick 3", Assert.Single(_failures).Message);
        Assert.Equal(3, legs[0].Ticks.Count);
        Assert.All(legs.Skip(1), leg => Assert.InRange(leg.Ticks.Count, 11, 12));
        Assert.Equal(20, wheel.Count);
    }

    [Fact]
    public void An_empty_wheel_has_nothing_due()
    {
        var wheel = NewWheel();
        wheel.Advance(5 * Millisecond);
        Assert.Equal(long.MaxValue, wheel.NextDue);
    }

    [Fact]
    public void A_year_of_uptime_does_not_overflow_the_deadlines()
    {
        var wheel = NewWheel();
        var year = 365L * 24 * 3600 * 1000 * Millisecond;
        var leg = new Recorder();
        wheel.Post(leg);

        Drive(wheel, year, year + (40 * Millisecond));

        Assert.Equal([year, year + (20 * Millisecond), year + (40 * Millisecond)], leg.Ticks.Select(tick => tick.At));
    }

    [Fact]
    public void A_frequency_that_500_does_not_divide_still_wakes_when_the_slot_is_due()
    {
        var wheel = new PacingWheel(14_318_180, 17, (_, _) => { });
        var leg = new Recorder();
        wheel.Post(leg);
        wheel.Advance(17);

        for (var turn = 1; turn <= 1000; turn++)
            wheel.Advance(wheel.NextDue);

        Assert.Equal(1001, leg.Ticks.Count);
    }

    [Fact]
    public void Lateness_is_counted_against_the_deadline()
    {
        var wheel = NewWheel();
        wheel.Post(new Recorder());
        wheel.Advance(0);
        wheel.Advance(20 * Millisecond);
        wheel.Advance(51 * Millisecond);
        wheel.Advance(105 * Millisecond);
        wheel.Lateness.Rest();

        Assert.Equal(new PacingStatistics(1, 3, 2, 1, TimeSpan.FromMilliseconds(45), 1, 1), wheel.Lateness.Snapshot(wheel.Count));
    }

    private static void Drive(PacingWheel wheel, long from, long to)
    {
        wheel.Advance(from);
        while (wheel.NextDue <= to)
            wheel.Advance(wheel.NextDue);
    }

    private sealed class Recorder(int lifetime = int.MaxValue) : IPaced
    {
        public List<(long At, int Messages)> Ticks { get; } = [];

        public int FailsAt { get; set; }

        public IEnumerable<long> Milliseconds => Ticks.Select(tick => tick.At / Millisecond);

        public bool Tick(long timestamp, int messages)
        {
            Ticks.Add((timestamp, messages));
            return Ticks.Count == FailsAt ? throw new InvalidOperationException($"tick {FailsAt}") : Ticks.Count < lifetime;
        }
    }
}
