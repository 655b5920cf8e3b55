using Ramais.Calls;
using Ramais.Voice;

namespace Ramais.Tests.Calls;

public sealed class AdmissionRuleTests
{
    private const int Legs = 1000;
    private const int TicksALook = 50 * Legs / 4;
    private const int RestsALook = 100;

    private static PacingStatistics Look(double late = 0, int rests = RestsALook, int legs = Legs, int tickers = 1) =>
        new(legs, TicksALook, (long)(late * TicksALook), 0, TimeSpan.Zero, rests, tickers);

    private static AdmissionRule After(AdmissionRule rule, PacingStatistics look, int times)
    {
        for (; times > 0; times--)
            rule = rule.After(look);
        return rule;
    }

    private static AdmissionRule Closed => After(AdmissionRule.Open, Look(late: 0.1), AdmissionRule.LooksToClose);

    [Fact]
    public void Lateness_that_lasts_lets_nobody_in_and_calm_that_lasts_everybody()
    {
        var rule = After(AdmissionRule.Open, Look(late: 0.1), AdmissionRule.LooksToClose - 1);
        Assert.Equal(int.MaxValue, rule.Places);
        rule = rule.After(Look(late: 0.1));
        Assert.Equal(0, rule.Places);
        rule = After(rule, Look(), AdmissionRule.LooksToOpen - 1);
        Assert.Equal(0, rule.Places);
        Assert.Equal(int.MaxValue, rule.After(Look()).Places);
    }

    [Fact]
    public void One_bad_look_between_good_ones_closes_nothing()
    {
        var rule = AdmissionRule.Open;
        for (var look = 0; look < 60; look++)
            Assert.Equal(int.MaxValue, (rule = rule.After(Look(late: look % 2))).Places);
    }

    [Fact]
    public void What_a_collection_makes_late_keeps_nobody_out() =>
        Assert.Equal(int.MaxValue, After(Closed, Look(late: 0.004), AdmissionRule.LooksToOpen).Places);

    [Fact]
    public void Between_too_late_and_in_time_it_stays_as_it_is()
    {
        Assert.Equal(int.MaxValue, After(AdmissionRule.Open, Look(late: 0.01), 60).Places);
        Assert.Equal(0, After(Closed, Look(late: 0.01), 60).Places);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(1000, 3)]
    [InlineData(8000, 20)]
    public void Without_rest_a_hundredth_comes_in_a_second_from_the_first_look_on(int legs, int places)
    {
        var rule = AdmissionRule.Open.After(Look(rests: 12, legs: legs));
        Assert.Equal((true, places), (rule.IsOpen, rule.Places));
        Assert.Equal(int.MaxValue, rule.After(Look(rests: 13, legs: legs)).Places);
    }

    [Fact]
    public void Each_ticker_has_to_rest()
    {
        Assert.Equal(int.MaxValue, AdmissionRule.Open.After(Look(rests: 50, tickers: 4)).Places);
        Assert.Equal(3, AdmissionRule.Open.After(Look(rests: 49, tickers: 4)).Places);
    }

    [Fact]
    public void Opened_again_without_rest_it_lets_few_in() => Assert.Equal(3, After(Closed, Look(rests: 0), AdmissionRule.LooksToOpen).Places);

    [Theory]
    [InlineData(1)]
    [InlineData(32)] // tickers that have next to nothing to do do not rest either: they sleep
    public void With_few_legs_on_a_ticker_nobody_is_turned_away(int tickers)
    {
        var few = Look(late: 1, rests: 0, (AdmissionRule.FewLegs * tickers) - 1, tickers);
        Assert.Equal(int.MaxValue, After(AdmissionRule.Open, few, 60).Places);
        Assert.Equal(int.MaxValue, After(Closed, few, AdmissionRule.LooksToOpen).Places);
    }
}
