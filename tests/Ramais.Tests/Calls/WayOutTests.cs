using Ramais.ClickToCall;
using Ramais.Directory;
using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>The visitor asks for a person, or the residents may not be rung: the dialplan goes on to the operator.</summary>
public sealed class WayOutTests
{
    [Theory]
    [InlineData("intent")]
    [InlineData("apartment")]
    [InlineData("choice")]
    [InlineData("name")]
    [InlineData("recording")]
    [InlineData("ringing")]
    public void The_key_0_leads_to_the_operator(string moment) => Script.Run(async gate =>
    {
        var visitor = await ReachAsync(gate, moment);
        visitor.Press(moment == "apartment" ? "0#" : "0");
        await LeavesToOperatorAsync(gate, visitor);
    });

    [Fact]
    public void A_0_in_a_number_is_a_digit() => Script.Run(async gate =>
    {
        var visitor = await Script.UntilApartmentAsync(gate);
        visitor.Press("0501#");
        await visitor.PauseAsync(1);
        Assert.DoesNotContain("visitor.calling_porter", visitor.HeardKeys);
        visitor.HangUp();
    });

    [Fact]
    public void While_the_resident_is_asked_the_key_0_changes_nothing() => Script.Run(async gate =>
    {
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        visitor.Press("0");
        await gate.PassAsync(1);
        resident.Press("1");
        await visitor.HearsAsync("visitor.authorized.delivery");
    });

    [Theory]
    [InlineData("intent")]
    [InlineData("apartment")]
    [InlineData("recording")]
    [InlineData("ringing")]
    public void Asking_for_a_person_leads_to_the_operator(string moment) => Script.Run(
        async gate =>
        {
            var visitor = await ReachAsync(gate, moment, ".voice");
            await visitor.SayAsync("quero falar com o porteiro");
            await LeavesToOperatorAsync(gate, visitor);
        },
        voice: true);

    [Fact]
    public void Nobody_is_rung_in_the_quiet_hours() => RunWith(
        time => new RingRules(time, quiet: QuietHours.Parse("11:30-12:30")), // it is noon
        async gate =>
        {
            var visitor = await Script.UntilApartmentAsync(gate);
            visitor.Press("501#");
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync("visitor.do_not_disturb");
            Assert.Equal("hangup", await visitor.Ended);
            await gate.QuietAsync();
            Assert.Empty(gate.ClickToCall.Rings);
            Assert.Equal("operator", gate.View().Result);
            Assert.DoesNotContain(visitor.Heard, heard => heard is { Key: "visitor.ringing", Complete: true });
        });

    [Fact]
    public void An_apartment_is_not_rung_more_often_than_a_gate_may() => RunWith(
        time => new RingRules(time, limitPerHour: 1),
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await visitor.HearsAsync("visitor.ring_limit"); // in the place of the second ring
            Assert.Equal("hangup", await visitor.Ended);
            await gate.QuietAsync();
            Assert.Single(gate.ClickToCall.Rings);
            Assert.Equal(gate.ClickToCall.Rings, gate.ClickToCall.Cancelled);
            Assert.Equal("operator", gate.View().Result);
        });

    private static void RunWith(Func<VirtualTimeProvider, RingRules> rules, Func<Gatehouse, Task> script) => VirtualTime.Run(async time =>
    {
        var gate = new Gatehouse(time, rules: rules(time));
        await script(gate);
        await gate.QuietAsync();
    });

    private static async Task LeavesToOperatorAsync(Gatehouse gate, SimulatedPhone visitor)
    {
        await visitor.HearsAsync("visitor.calling_porter");
        Assert.Equal("hangup", await visitor.Ended);
        await gate.QuietAsync();
        Assert.Equal("operator", gate.View().Result);
        Assert.Equal(gate.ClickToCall.Rings, gate.ClickToCall.Cancelled);
    }

    private static async Task<SimulatedPhone> ReachAsync(Gatehouse gate, string moment, string how = "")
    {
        if (moment == "ringing")
        {
            var ringing = await Script.VisitorUntilRingingAsync(gate);
            await gate.RingsAsync();
            return ringing;
        }
        var visitor = gate.Visitor(extension: moment == "choice" ? Gatehouse.Ipe : null);
        await visitor.HearsAsync("visitor.ask_intent" + how);
        if (moment == "intent")
            return visitor;
        visitor.Press("1");
        await visitor.HearsAsync("visitor.ask_apartment" + how);
        if (moment == "apartment")
            return visitor;
        visitor.Press(moment == "choice" ? "11#" : "501#");
        await visitor.HearsAsync(moment == "choice" ? "visitor.choose_apartment" : "visitor.ask_name");
        if (moment == "recording")
            await visitor.PauseAsync(0.6);
        return visitor;
    }
}
