using Ramais.ClickToCall;
using Ramais.Conversation;

namespace Ramais.Tests.Calls;

/// <summary>Several numbers at once, slow PBXs, and answers that cross the end of a ring.</summary>
public sealed class RingingRaceTests
{
    private static readonly ConversationPolicy Together = new() { RingTogether = true };

    [Fact]
    public void All_numbers_of_an_apartment_ring_at_once_and_stop_at_once() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: "402#");
            await gate.RingsAsync(2);
            var started = gate.Time.Elapsed;
            await gate.PassAsync(20);
            Assert.Equal([("1003402", 1), ("1003492", 2)], gate.ClickToCall.Rings.Select(ring => (ring.Phone, ring.Number)));
            await visitor.Ended;
            await gate.QuietAsync();

            Assert.Equal([1, 2, 3, 4], gate.ClickToCall.Rings.Select(ring => ring.Number));
            Assert.Equal(gate.ClickToCall.Rings, gate.ClickToCall.Cancelled);
            Assert.Equal("no_answer", gate.View().Result);
            Assert.InRange((gate.Time.Elapsed - started).TotalSeconds, 50, 70);
        },
        policy: Together);

    [Fact]
    public void The_first_who_answers_is_asked_and_the_others_stop_ringing() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: "402#");
            await gate.RingsAsync(2);
            var resident = gate.Resident();
            await resident.HearsAsync("resident.ask");
            Assert.Equal(gate.ClickToCall.Rings, gate.ClickToCall.Cancelled);
            var second = gate.Resident();
            await second.HearsAsync("call.ended_already");
            resident.Press("1");
            await visitor.HearsAsync("visitor.authorized.delivery");
            await visitor.Ended;
            Assert.Single(gate.Outbox.Kept);
        },
        policy: Together);

    [Fact]
    public void One_number_that_fails_does_not_end_the_round_of_the_others() => Script.Run(
        async gate =>
        {
            gate.ClickToCall.Takes = (request, _) => request.Phone == "1003402" ? throw new ClickToCallException("sem registro") : Task.CompletedTask;
            var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: "402#");
            await gate.RingsAsync(2);
            await gate.PassAsync(20);
            Assert.Equal(2, gate.ClickToCall.Rings.Count);
            await visitor.Ended;
            Assert.Equal(["1003492", "1003492"], gate.ClickToCall.Cancelled.Select(ring => ring.Phone));
        },
        policy: Together);

    [Fact]
    public void When_all_numbers_fail_the_next_round_comes_after_the_pause() => Script.Run(
        async gate =>
        {
            var asked = new List<TimeSpan>();
            gate.ClickToCall.Takes = (_, _) =>
            {
                asked.Add(gate.Time.Elapsed);
                throw new ClickToCallException("parado");
            };
            var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: "402#");
            await visitor.Ended;
            Assert.Equal([0, 0, 2, 2], asked.Select(instant => (instant - asked[0]).TotalSeconds));
        },
        policy: Together);

    [Fact]
    public void A_visitor_who_leaves_while_the_request_is_under_way_stops_the_telephone_behind_it() => Script.Run(async gate =>
    {
        var taken = false;
        gate.ClickToCall.Takes = async (_, _) =>
        {
            await gate.PassAsync(3);
            Assert.Empty(gate.ClickToCall.Cancelled);
            taken = true;
        };
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await gate.RingsAsync();
        visitor.HangUp();
        await gate.QuietAsync();

        Assert.True(taken);
        Assert.Equal(gate.ClickToCall.Rings, gate.ClickToCall.Cancelled);
        Assert.Equal("abandoned", gate.View().Result);
    });

    [Fact]
    public void A_request_that_fails_after_its_ring_was_given_up_does_not_end_the_next_one() => Script.Run(
        async gate =>
        {
            var asked = new List<TimeSpan>();
            gate.ClickToCall.Takes = async (request, _) =>
            {
                asked.Add(gate.Time.Elapsed);
                if (request.Number > 1)
                    return;
                await gate.PassAsync(7);
                throw new ClickToCallException("tarde demais");
            };
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await gate.RingsAsync(2);
            Assert.Equal(7, (asked[1] - asked[0]).TotalSeconds); // not before it is sure that the first does not ring
            var resident = gate.Resident();
            await resident.HearsAsync("resident.ask");
            resident.Press("2");
            await visitor.HearsAsync("visitor.denied.delivery");
            await visitor.Ended;
            Assert.Equal([1, 2], gate.ClickToCall.Rings.Select(ring => ring.Number));
        },
        policy: new() { RingTimeout = TimeSpan.FromSeconds(5), RingAttempts = 3 });

    [Fact]
    public void An_answer_to_the_first_ring_that_comes_during_the_second_stops_the_second() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        await gate.RingsAsync(2);
        var late = gate.Resident();
        await late.HearsAsync("resident.ask");
        Assert.Equal([1, 2], gate.ClickToCall.Cancelled.Select(ring => ring.Number));
        late.Press("1");
        await visitor.HearsAsync("visitor.authorized.delivery");
        await visitor.Ended;
    });

    [Fact]
    public void A_stop_of_the_server_leaves_the_resident_on_the_line_to_hear_why() => Script.Run(async gate =>
    {
        var (_, resident) = await Script.UntilAskedAsync(gate);
        var before = gate.ClickToCall.Cancelled.Count;
        gate.Stop();
        await resident.HearsAsync("call.stopping");
        Assert.Equal("hangup", await resident.Ended);
        await gate.QuietAsync();
        Assert.Equal(before, gate.ClickToCall.Cancelled.Count);
    });

    [Fact]
    public void What_rings_is_shown_until_somebody_answers() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: "402#");
        await gate.RingsAsync(2);
        var ringing = gate.View().Ringing!;
        Assert.Equal(("402", 2, "1003492"), (ringing.Apartment, ringing.Attempt, Assert.Single(ringing.Phones)));
        var resident = gate.Resident();
        await resident.HearsAsync("resident.ask");
        Assert.Null(gate.View().Ringing);
        resident.Press("1");
        await visitor.Ended;
    });
}
