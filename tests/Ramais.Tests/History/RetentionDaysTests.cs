using Ramais.History;

namespace Ramais.Tests.History;

public sealed class RetentionDaysTests
{
    private static readonly TimeZoneInfo Brasilia = TimeZoneInfo.CreateCustomTimeZone("BRT", TimeSpan.FromHours(-3), null, null);

    [Theory]
    [InlineData(0, "2026-03-10T02:59:59Z", "2026-03-09")] // still the 9th there
    [InlineData(0, "2026-03-10T03:10:00Z", "2026-03-10")]
    [InlineData(30, "2026-03-31T12:00:00Z", "2026-03-01")]
    public void Days_are_those_of_the_place(int days, string now, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, null), RetentionDays.FirstKept(days, DateTimeOffset.Parse(now, null), Brasilia));

    [Fact]
    public void A_limit_is_the_midnight_of_the_place() => Assert.Equal(
        new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero), RetentionDays.Limit(30, new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero), Brasilia));

    [Fact]
    public void A_day_without_a_midnight_begins_when_it_begins()
    {
        // Until 2018 the clocks of Brasília went forward at midnight.
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 0, 0, 0), 11, 4), TimeZoneInfo.TransitionTime.CreateFixedDateRule(new(1, 1, 1, 0, 0, 0), 2, 18));
        var zone = TimeZoneInfo.CreateCustomTimeZone("BRT+", TimeSpan.FromHours(-3), null, null, null, [rule]);
        Assert.Equal(new DateTimeOffset(2018, 11, 4, 3, 0, 0, TimeSpan.Zero), RetentionDays.StartOf(new(2018, 11, 4), zone).ToUniversalTime());
    }
}
