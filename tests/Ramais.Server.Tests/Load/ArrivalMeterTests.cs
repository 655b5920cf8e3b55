using Ramais.Server.Load;

namespace Ramais.Server.Tests.Load;

public class ArrivalMeterTests
{
    /// <summary>Instants in milliseconds; the numbers (from 0) of the messages that were late, and all deviations.</summary>
    private static (int[] Late, double?[] Deviations) Measure(IEnumerable<double> arrivals)
    {
        var meter = new ArrivalMeter();
        var seen = arrivals.Select(at => meter.Add((long)(at * 1000))).ToList();
        return (seen.Index().Where(m => m.Item.Late).Select(m => m.Index).ToArray(), seen.Select(m => m.Deviation / 1000.0).ToArray());
    }

    private static IEnumerable<double> Grid(int count) => Enumerable.Range(0, count).Select(n => 20.0 * n);

    [Fact]
    public void A_punctual_sender_is_never_late()
    {
        var (late, deviations) = Measure(Grid(1000));

        Assert.Empty(late);
        Assert.Null(deviations[0]);
        Assert.All(deviations[1..], deviation => Assert.Equal(0, deviation));
    }

    [Theory]
    [InlineData(20_000, 0)]
    [InlineData(20_001, -49)] // a sender that is a twenty-thousandth slower
    [InlineData(19_999, 49)]
    public void The_drift_of_the_sender_s_clock_is_what_its_messages_last_beyond_the_time_they_took(int intervalUs, int aheadUs)
    {
        var meter = new ArrivalMeter();
        meter.Add(-2_000); // the first one comes when it comes
        for (var message = 0; message < 50; message++)
            meter.Add(message * intervalUs);
        Assert.Equal(49 * intervalUs, meter.SpanUs);
        Assert.Equal(aheadUs, meter.AheadUs);
    }

    [Fact]
    public void A_message_is_late_beyond_40_ms_after_its_due_instant()
    {
        var (late, deviations) = Measure(Grid(100).Select((at, n) => n == 50 ? at + 41 : n == 70 ? at + 40 : at));

        Assert.Equal([50], late);
        Assert.Equal(41, deviations[50]);
        Assert.Equal(41, deviations[51]);
    }

    [Fact]
    public void A_stall_that_is_caught_up_counts_each_message_that_was_late()
    {
        // Nothing for 100 ms, then all that was due at once.
        var (late, _) = Measure(Grid(100).Select((at, n) => n is >= 50 and < 55 ? 50 * 20 + 99 : at));

        Assert.Equal([50, 51, 52], late); // 99, 79 and 59 ms; the next two are 39 and 19 ms behind
    }

    [Fact]
    public void A_slow_first_message_does_not_excuse_the_others()
    {
        var (late, _) = Measure(Grid(100).Select((at, n) => n switch { 0 => 30, 50 => at + 41, _ => at }));

        Assert.Equal([50], late);
    }

    [Fact]
    public void A_lateness_that_grows_slowly_is_found()
    {
        var (late, _) = Measure(Grid(100).Select((at, n) => n > 50 ? at + Math.Min(n - 50, 45) : at));

        Assert.Equal(Enumerable.Range(91, 9), late);
    }

    [Fact]
    public void A_sender_that_leaves_messages_out_is_late_for_half_a_second_only()
    {
        var (late, _) = Measure(Grid(200).Select((at, n) => n >= 100 ? at + 300 : at));

        Assert.Equal(Enumerable.Range(100, ArrivalMeter.ShiftAfter), late);
    }
}
