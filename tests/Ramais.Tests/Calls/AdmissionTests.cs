using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Calls;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Calls;

public sealed class AdmissionTests
{
    private const int Legs = 1000;
    private static readonly TimeSpan Reopening = (AdmissionRule.LooksToOpen + 1) * Admission.Look;
    private const int TicksALook = 50 * Legs / 4;
    private const int RestsALook = 100;

    [Fact]
    public void Lateness_that_lasts_closes_and_calm_that_lasts_opens_again()
    {
        var rule = AdmissionRule.Open.After(Legs, TicksALook, TicksALook / 10, RestsALook);
        Assert.True(rule.IsOpen);
        rule = rule.After(Legs, TicksALook, TicksALook / 10, RestsALook);
        Assert.False(rule.IsOpen);
        for (var look = 1; look < AdmissionRule.LooksToOpen; look++)
            Assert.False((rule = rule.After(Legs, TicksALook, 0, RestsALook)).IsOpen);
        Assert.True(rule.After(Legs, TicksALook, 0, RestsALook).IsOpen);
    }

    [Fact]
    public void One_bad_look_between_good_ones_closes_nothing()
    {
        var rule = AdmissionRule.Open;
        for (var look = 0; look < 60; look++)
            Assert.True((rule = rule.After(Legs, TicksALook, look % 2 == 0 ? TicksALook : 0, RestsALook)).IsOpen);
    }

    [Fact]
    public void Between_too_late_and_in_time_it_stays_as_it_is()
    {
        var somewhat = TicksALook / 100;
        var (open, closed) = (AdmissionRule.Open, new AdmissionRule(IsOpen: false, 0));
        for (var look = 0; look < 60; look++)
            (open, closed) = (open.After(Legs, TicksALook, somewhat, RestsALook), closed.After(Legs, TicksALook, somewhat, RestsALook));
        Assert.True(open.IsOpen);
        Assert.False(closed.IsOpen);
    }

    [Fact]
    public void Tickers_that_never_rest_close_too_and_resting_again_opens()
    {
        var rule = AdmissionRule.Open;
        for (var look = 0; look < AdmissionRule.LooksToClose; look++)
            rule = rule.After(Legs, TicksALook, 0, rests: 1);
        Assert.False(rule.IsOpen);
        for (var look = 0; look < 2 * AdmissionRule.LooksToOpen; look++)
            Assert.False((rule = rule.After(Legs, TicksALook, 0, rests: 1)).IsOpen);
        for (var look = 0; look < AdmissionRule.LooksToOpen; look++)
            rule = rule.After(Legs, TicksALook, 0, RestsALook);
        Assert.True(rule.IsOpen);
    }

    [Fact]
    public void With_few_legs_nobody_is_turned_away()
    {
        var rule = AdmissionRule.Open;
        for (var look = 0; look < 60; look++)
            rule = rule.After(AdmissionRule.FewLegs - 1, 50, 50, RestsALook);
        Assert.True(rule.IsOpen);
    }

    [Fact]
    public void Of_twice_as_many_as_it_carries_a_machine_lets_in_what_it_carries_and_those_inside_miss_nothing() => VirtualTime.Run(async clock =>
    {
        const int Carries = 80;
        Gatehouse? house = null;
        var (ticks, late, rests) = (0L, 0L, 0L);
        PacingStatistics Machine()
        {
            var legs = house!.Calls.LiveCount;
            (ticks, late, rests) = (ticks + (50 * legs), late + (legs > Carries ? 5 * legs : 0), rests + RestsALook);
            return new(legs, ticks, late, 0, TimeSpan.Zero, rests);
        }
        var admission = new Admission(Machine, clock, NullLogger<Admission>.Instance);
        house = new(clock, admission: admission);
        using var stop = new CancellationTokenSource();
        var watching = admission.RunAsync(stop.Token);
        var phones = new List<SimulatedPhone>();
        for (; phones.Count < 2 * Carries; await house.PassAsync(0.1))
            phones.Add(house.Visitor(Gatehouse.NewId(phones.Count)));

        var inside = phones.Where(phone => !phone.Ended.IsCompleted).ToList();
        var outside = phones.Except(inside).ToList();
        Assert.InRange(inside.Count, Carries + 1, Carries + 8); // ten a second, for two looks and what is left of one
        Assert.Equal(outside.Count, admission.TurnedAway);
        Assert.All(outside, phone => Assert.Equal(("hangup", 0), (phone.Ended.Result, phone.MessagesReceived)));
        Assert.All(inside, phone => Assert.InRange(phone.LongestGap.TotalMilliseconds, 1, 20));

        foreach (var phone in inside.Skip(Carries / 2))
            phone.HangUp();
        await house.PassAsync(Reopening.TotalSeconds);
        var next = house.Visitor(Gatehouse.NewId(1000));
        await next.HearsAsync("visitor.greeting");
        stop.Cancel();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        foreach (var phone in inside.Take(Carries / 2).Append(next))
            phone.HangUp();
        await house.QuietAsync();
    });

    [Fact]
    public void A_full_machine_sends_the_visitor_back_and_lets_the_resident_in() => VirtualTime.Run(async clock =>
    {
        var (late, rests) = (0L, 0L);
        var admission = new Admission(() => new PacingStatistics(Legs, 2 * late, late, 0, TimeSpan.Zero, rests += RestsALook), clock, NullLogger<Admission>.Instance);
        var house = new Gatehouse(clock, admission: admission);
        using var stop = new CancellationTokenSource();
        var watching = admission.RunAsync(stop.Token);
        var inside = house.Visitor();
        await inside.HearsAsync("visitor.greeting");

        for (var look = 0; look <= AdmissionRule.LooksToClose; look++)
        {
            late += TicksALook;
            await house.PassAsync(Admission.Look.TotalSeconds);
        }
        var outside = house.Visitor(Gatehouse.NewId(2));
        Assert.Equal("hangup", await outside.Ended);
        Assert.Empty(outside.Heard);
        Assert.Null(house.Calls.Find(Gatehouse.NewId(2)));
        Assert.Equal(1, admission.TurnedAway);
        Assert.False(inside.Ended.IsCompleted);

        await house.PassAsync(Reopening.TotalSeconds);
        var next = house.Visitor(Gatehouse.NewId(3));
        await next.HearsAsync("visitor.greeting");
        stop.Cancel();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        inside.HangUp();
        next.HangUp();
        await house.QuietAsync();
    });
}
