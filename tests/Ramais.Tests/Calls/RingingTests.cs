using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>Ringing, and who may answer it.</summary>
public sealed class RingingTests
{
    [Fact]
    public void Nobody_answers_two_rings_of_25_seconds() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await gate.RingsAsync();
        var started = gate.Time.Elapsed;
        await visitor.StartsHearingAsync("visitor.no_answer");

        Assert.InRange((gate.Time.Elapsed - started).TotalSeconds, 47, 51);
        Assert.Equal("hangup", await visitor.Ended);
        await gate.QuietAsync();
        Assert.Equal([1, 2], gate.ClickToCall.Rings.Select(ring => ring.Number));
        Assert.Equal(gate.ClickToCall.Rings, gate.ClickToCall.Cancelled);
        Assert.Equal("no_answer", gate.View().Result);
        Assert.Empty(gate.Outbox.Kept);
    });

    [Fact]
    public void A_waiting_visitor_hears_something_every_ten_seconds() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await visitor.Ended;

        var comforts = visitor.Heard.Where(sentence => sentence.Key == "visitor.comfort").Select(sentence => sentence.StartedAt).ToList();
        Assert.Equal(4, comforts.Count);
        Assert.All(comforts.Zip(comforts.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 9.9, 10.1));
    });

    [Fact]
    public void Several_numbers_are_rung_in_their_order() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: "402#");
        await visitor.Ended;
        Assert.Equal(["1003402", "1003492", "1003402", "1003492"], gate.ClickToCall.Rings.Select(ring => ring.Phone));
    });

    [Fact]
    public void Attempts_and_seconds_are_settings() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await visitor.Ended;
            Assert.Equal(3, gate.ClickToCall.Rings.Count);
        },
        policy: new() { RingAttempts = 3, RingTimeout = TimeSpan.FromSeconds(8) });

    [Fact]
    public void A_PBX_that_refuses_is_asked_again_after_a_pause() => Script.Run(async gate =>
    {
        gate.ClickToCall.Refuses = "o PBX recusou";
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        gate.ClickToCall.Refuses = null;
        await gate.RingsAsync(2);
        var resident = gate.Resident();
        await resident.HearsAsync("resident.ask");
        resident.Press("1");
        await visitor.HearsAsync("visitor.authorized.delivery");
        await visitor.Ended;
    });

    [Theory]
    [InlineData("601#")]
    [InlineData("602#")]
    public void An_apartment_that_cannot_be_rung_is_no_answer(string apartment) => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: apartment);
        await visitor.HearsAsync("visitor.no_answer");
        await visitor.Ended;
        Assert.Empty(gate.ClickToCall.Rings);
    });

    [Fact]
    public void The_second_ring_may_be_answered() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await gate.RingsAsync(2);
        var resident = gate.Resident();
        await resident.HearsAsync("resident.ask");
        resident.Press("1");
        await visitor.HearsAsync("visitor.authorized.delivery");
        await visitor.Ended;
    });

    [Fact]
    public void A_resident_who_says_nothing_is_asked_three_times_more_and_the_next_ring_follows() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        var resident = gate.Resident();
        await resident.HearsAsync("resident.no_reply");
        Assert.Equal("hangup", await resident.Ended);
        Assert.Equal(3, resident.HeardKeys.Count(key => key == "resident.not_heard"));
        await gate.RingsAsync(2);
        visitor.HangUp();
        await gate.QuietAsync();
        Assert.Empty(gate.Outbox.Kept);
    });

    [Fact]
    public void A_resident_leg_with_an_unknown_UUID_is_refused() => Script.Run(async gate =>
    {
        var stranger = gate.Resident(Gatehouse.NewId(99));
        await Script.IsTurnedAwayAsync(stranger, "call.refused");
        await gate.QuietAsync();
        Assert.Empty(gate.Calls.List());
    });

    [Fact]
    public void A_resident_leg_at_another_extension_is_refused_and_decides_nothing() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await gate.RingsAsync();
        var stranger = gate.Resident(extension: Gatehouse.Ipe);
        stranger.Press("1");
        await Script.IsTurnedAwayAsync(stranger, "call.refused");
        Assert.Empty(gate.Outbox.Kept);
        visitor.HangUp();
    });

    [Fact]
    public void A_resident_leg_before_anything_rings_is_refused() => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent");
        var early = gate.Resident();
        early.Press("1");
        await Script.IsTurnedAwayAsync(early, "call.ended_already");
        Assert.Empty(gate.Outbox.Kept);
        visitor.HangUp();
    });

    [Fact]
    public void A_second_resident_leg_is_refused_while_the_first_is_asked() => Script.Run(async gate =>
    {
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        var second = gate.Resident();
        second.Press("1");
        await Script.IsTurnedAwayAsync(second, "call.ended_already");
        Assert.Empty(gate.Outbox.Kept);
        resident.Press("2");
        await visitor.HearsAsync("visitor.denied.delivery");
        await visitor.Ended;
    });

    [Fact]
    public void A_resident_who_answers_too_late_hears_so_and_decides_nothing() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await visitor.StartsHearingAsync("visitor.no_answer");
        var late = gate.Resident();
        late.Press("1");
        await Script.IsTurnedAwayAsync(late, "call.ended_already");
        await visitor.Ended;
        await gate.QuietAsync();

        var later = gate.Resident();
        await Script.IsTurnedAwayAsync(later, "call.ended_already");
        Assert.Empty(gate.Outbox.Kept);
        Assert.Equal("no_answer", gate.View().Result);
    });

    [Fact]
    public void A_visitor_leg_that_reuses_a_live_UUID_is_refused() => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent");
        var second = gate.Visitor();
        await Script.IsTurnedAwayAsync(second, "call.refused");
        visitor.Press("1");
        await visitor.HearsAsync("visitor.ask_apartment");
        visitor.HangUp();
    });

    [Fact]
    public void Two_visits_at_once_do_not_meet() => Script.Run(async gate =>
    {
        var (first, second) = (gate.Visitor(Gatehouse.NewId(1)), gate.Visitor(Gatehouse.NewId(2)));
        foreach (var visitor in new[] { first, second })
        {
            await visitor.HearsAsync("visitor.ask_intent");
            visitor.Press("1");
        }
        await first.HearsAsync("visitor.ask_apartment");
        first.Press("501#");
        await second.HearsAsync("visitor.ask_apartment");
        second.Press("302#");
        await Task.WhenAll(Script.SayNameAsync(first, "sou a Maria"), Script.SayNameAsync(second, "sou o Pedro"));
        await gate.RingsAsync(2);
        var (ofFirst, ofSecond) = (gate.Resident(Gatehouse.NewId(1)), gate.Resident(Gatehouse.NewId(2)));
        await ofFirst.HearsAsync("sou a Maria");
        await ofSecond.HearsAsync("sou o Pedro");
        await ofFirst.HearsAsync("resident.ask");
        ofFirst.Press("1");
        await ofSecond.HearsAsync("resident.ask");
        ofSecond.Press("2");
        await first.HearsAsync("visitor.authorized.delivery");
        await second.HearsAsync("visitor.denied.delivery");
        await gate.QuietAsync();
    });
}
