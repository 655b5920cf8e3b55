using Ramais.ClickToCall;
using Ramais.Directory;
using Ramais.Testing;

namespace Ramais.Tests.ClickToCall;

public sealed class RingRulesTests
{
    private readonly WallClock _time = new();

    [Theory]
    [InlineData("22:00-07:00", "21:59", false)]
    [InlineData("22:00-07:00", "22:00", true)]
    [InlineData("22:00-07:00", "00:00", true)]
    [InlineData("22:00-07:00", "06:59", true)]
    [InlineData("22:00-07:00", "7:00", false)]
    [InlineData("13:00-14:30", "14:29", true)]
    [InlineData("13:00 - 14:30", "12:59", false)]
    [InlineData("nunca", "00:00", false)]
    public void Quiet_hours_go_over_midnight(string hours, string time, bool quiet) =>
        Assert.Equal(quiet, QuietHours.Parse(hours)!.Contains(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("")]
    [InlineData("22-7")]
    [InlineData("22:00")]
    [InlineData("22:00-22:00")]
    [InlineData("24:00-07:00")]
    [InlineData("22:00-07:00-08:00")]
    public void Anything_else_is_no_hours(string text) => Assert.Null(QuietHours.Parse(text));

    [Fact]
    public void The_hours_are_those_of_the_machine_and_a_condominium_may_have_its_own()
    {
        _time.Zone = TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(-3), "x", "x"); // nine in the morning
        var rules = new RingRules(_time, quiet: QuietHours.Parse("09:00-10:00"));
        Assert.Equal(RingBar.QuietHours, rules.Judge(FixedDirectory.Aurora, "501"));
        Assert.Null(rules.Judge(FixedDirectory.Aurora with { DoNotDisturb = QuietHours.Never }, "501"));
        Assert.Null(rules.Judge(FixedDirectory.Aurora with { DoNotDisturb = QuietHours.Parse("22:00-07:00") }, "501"));
    }

    [Fact]
    public void The_limit_counts_the_last_hour_of_one_apartment_at_one_gate()
    {
        var rules = new RingRules(_time, limitPerHour: 3);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Null(rules.Judge(FixedDirectory.Aurora, "501"));
            _time.Minutes += 15;
        }
        Assert.Equal(RingBar.Limit, rules.Judge(FixedDirectory.Aurora, "501"));
        Assert.Null(rules.Judge(FixedDirectory.Aurora, "302"));
        Assert.Null(rules.Judge(FixedDirectory.Ipe, "501"));
        _time.Minutes += 14.9;
        Assert.Equal(RingBar.Limit, rules.Judge(FixedDirectory.Aurora, "501"));
        _time.Minutes += 0.2;
        Assert.Null(rules.Judge(FixedDirectory.Aurora, "501"));
        Assert.Equal(RingBar.Limit, rules.Judge(FixedDirectory.Aurora, "501"));
    }

    /// <summary>Noon in London, and whatever it is in its zone.</summary>
    private sealed class WallClock : TimeProvider
    {
        public double Minutes { get; set; }

        public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

        public override TimeZoneInfo LocalTimeZone => Zone;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => VirtualTimeProvider.Epoch.AddMinutes(Minutes);

        public override long GetTimestamp() => TimeSpan.FromMinutes(Minutes).Ticks;
    }
}
