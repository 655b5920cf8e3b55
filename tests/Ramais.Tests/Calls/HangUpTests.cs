using Ramais.Calls;
using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>Either party may leave at any moment. Nothing opens, nothing hangs, the other party is told.</summary>
public sealed class HangUpTests
{
    /// <summary>Moments of a visit, each with what brings a fresh call there. The resident is there from "announced" on.</summary>
    public static readonly TheoryData<string, bool> VisitorMoments = new(
        from moment in new[] { "accepted", "greeted", "asked", "digits", "naming", "recording", "ringing", "announced", "question", "unclear", "deciding", "told" }
        from broken in new[] { false, true }
        select new TheoryDataRow<string, bool>(moment, broken));

    public static readonly TheoryData<string, bool> ResidentMoments = new(
        from moment in new[] { "answered", "announced", "question", "unclear", "deciding", "told" }
        from broken in new[] { false, true }
        select new TheoryDataRow<string, bool>(moment, broken));

    [Theory]
    [MemberData(nameof(VisitorMoments))]
    public void The_visitor_leaves(string moment, bool broken) => Script.Run(async gate =>
    {
        var (visitor, resident) = await ReachAsync(gate, moment);
        Leave(visitor, broken);
        if (resident is not null)
            Assert.Equal("hangup", await resident.Ended);
        await gate.QuietAsync();

        var decided = moment is "deciding" or "told";
        Assert.Equal(decided ? 1 : 0, gate.Outbox.Kept.Count);
        Assert.Equal(decided ? "authorized" : "abandoned", gate.View().Result);
        if (resident is not null && !decided)
            Assert.Contains("resident.visitor_left", resident.HeardKeys);
        Assert.Equal(0, gate.Calls.LiveCount);
    });

    [Theory]
    [MemberData(nameof(ResidentMoments))]
    public void The_resident_leaves(string moment, bool broken) => Script.Run(async gate =>
    {
        var (visitor, resident) = await ReachAsync(gate, moment);
        Leave(resident!, broken);
        Assert.Equal("hangup", await visitor.Ended);
        await gate.QuietAsync();

        var decided = moment is "deciding" or "told";
        Assert.Equal(decided ? "authorized" : "no_answer", gate.View().Result);
        Assert.Equal(decided ? 1 : 0, gate.Outbox.Kept.Count);
        Assert.Contains(decided ? "visitor.authorized.delivery" : "visitor.no_answer", visitor.HeardKeys);
        Assert.DoesNotContain(decided ? "visitor.no_answer" : "visitor.authorized.delivery", visitor.HeardKeys);
        Assert.Equal(decided ? 1 : 2, gate.ClickToCall.Rings.Count);
    });

    [Theory]
    [InlineData("announced")]
    [InlineData("question")]
    [InlineData("deciding")]
    [InlineData("told")]
    public void Both_leave_in_the_same_instant(string moment) => Script.Run(async gate =>
    {
        var (visitor, resident) = await ReachAsync(gate, moment);
        Leave(visitor, broken: false);
        Leave(resident!, broken: false);
        await gate.QuietAsync();

        Assert.Equal(moment is "deciding" or "told" ? "authorized" : "abandoned", gate.View().Result);
        Assert.Equal(0, gate.Calls.LiveCount);
    });

    [Fact]
    public void A_visitor_who_leaves_while_it_rings_stops_the_telephone() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await gate.RingsAsync();
        visitor.HangUp();
        await gate.QuietAsync();

        Assert.Equal(gate.ClickToCall.Rings, gate.ClickToCall.Cancelled);
    });

    [Theory]
    [InlineData("visitor")]
    [InlineData("resident")]
    public void An_operator_hangs_up_a_leg(string leg) => Script.Run(async gate =>
    {
        var role = leg == "visitor" ? LegRole.Visitor : LegRole.Resident;
        var (visitor, resident) = await Script.UntilAskedAsync(gate);

        Assert.True(gate.Calls.HangUp(Gatehouse.NewId(), role));

        Assert.Equal("hangup", await (role == LegRole.Visitor ? visitor : resident).Ended);
        await visitor.Ended;
        await gate.QuietAsync();
        Assert.Empty(gate.Outbox.Kept);
        Assert.False(gate.Calls.HangUp(Gatehouse.NewId(), role));
    });

    private static void Leave(SimulatedPhone phone, bool broken)
    {
        if (broken)
            phone.Break();
        else
            phone.HangUp();
    }

    private static async Task<(SimulatedPhone Visitor, SimulatedPhone? Resident)> ReachAsync(Gatehouse gate, string moment)
    {
        if (moment is "accepted" or "greeted" or "asked" or "digits" or "naming" or "recording")
            return (await ReachAloneAsync(gate, moment), null);
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await gate.RingsAsync();
        return moment == "ringing" ? (visitor, null) : (visitor, await ReachTogetherAsync(gate, moment, visitor));
    }

    private static async Task<SimulatedPhone> ReachAloneAsync(Gatehouse gate, string moment)
    {
        var visitor = gate.Visitor();
        if (moment == "accepted")
            return visitor;
        await visitor.StartsHearingAsync("visitor.greeting");
        if (moment == "greeted")
            return visitor;
        await visitor.HearsAsync("visitor.ask_intent");
        if (moment == "asked")
            return visitor;
        visitor.Press("1");
        await visitor.StartsHearingAsync("visitor.ask_apartment");
        visitor.Press(moment == "digits" ? "50" : "501#");
        if (moment == "digits")
            return visitor;
        await visitor.StartsHearingAsync("visitor.ask_name");
        if (moment == "naming")
            return visitor;
        await visitor.HearsAsync("visitor.ask_name");
        await visitor.PauseAsync(0.6);
        _ = visitor.SayAsync("Marcos", seconds: 2);
        await visitor.PauseAsync(1);
        return visitor;
    }

    private static async Task<SimulatedPhone> ReachTogetherAsync(Gatehouse gate, string moment, SimulatedPhone visitor)
    {
        var resident = gate.Resident();
        await resident.StartsHearingAsync("resident.announce.delivery");
        if (moment is "answered" or "announced")
        {
            if (moment == "announced")
                await resident.HearsAsync("resident.announce.delivery");
            return resident;
        }
        await resident.HearsAsync("resident.ask");
        if (moment == "question")
            return resident;
        if (moment == "unclear")
        {
            resident.Press("9");
            await resident.StartsHearingAsync("resident.use_keys");
            return resident;
        }
        gate.Outbox.Delay = TimeSpan.FromSeconds(2);
        resident.Press("1");
        await gate.PassAsync(0.5);
        if (moment == "told")
            await visitor.StartsHearingAsync("visitor.authorized.delivery");
        return resident;
    }
}
