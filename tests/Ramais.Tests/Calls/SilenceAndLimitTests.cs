using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>Nobody answers, nobody hears, time is over, the disk is full.</summary>
public sealed class SilenceAndLimitTests
{
    [Theory]
    [InlineData("", "visitor.ask_intent")]
    [InlineData("1", "visitor.ask_apartment")]
    public void A_silent_visitor_is_asked_three_times_more(string key, string question) => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        if (key != "")
        {
            await visitor.HearsAsync("visitor.ask_intent");
            visitor.Press(key);
        }
        await visitor.HearsAsync("visitor.give_up");
        Assert.Equal("hangup", await visitor.Ended);
        await gate.QuietAsync();

        Assert.Equal(3, visitor.HeardKeys.Count(heard => heard == "visitor.not_heard"));
        Assert.Equal(4, visitor.HeardKeys.Count(heard => heard == question));
        Assert.Equal("abandoned", gate.View().Result);
    });

    [Fact]
    public void The_question_follows_six_seconds_of_silence() => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        var asked = await visitor.HearsAsync("visitor.ask_intent");
        var again = await visitor.HearsAsync("visitor.not_heard");
        Assert.InRange((again.StartedAt - asked.EndedAt!.Value).TotalSeconds, 5.9, 6.2);
        visitor.HangUp();
    });

    [Fact]
    public void A_muted_phone_that_sends_nothing_at_all_is_silence_too() => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        visitor.Muted = true;
        await visitor.HearsAsync("visitor.give_up");
        Assert.Equal("hangup", await visitor.Ended);
    });

    [Fact]
    public void The_first_message_comes_at_once_and_one_every_20_ms() => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        await gate.PassAsync(10);
        Assert.InRange(visitor.MessagesReceived, 500, 503);
        visitor.HangUp();
    });

    [Fact]
    public void A_call_ends_after_five_minutes_whatever_is_said() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await visitor.HearsAsync("call.too_long");
            Assert.Equal("hangup", await visitor.Ended);
            Assert.InRange(gate.Time.Elapsed.TotalSeconds, 300, 312);
            await gate.QuietAsync();
            Assert.Equal("failed", gate.View().Result);
            Assert.Equal(gate.ClickToCall.Rings, gate.ClickToCall.Cancelled);
        },
        policy: new() { RingAttempts = 20 });

    [Fact]
    public void A_call_that_is_too_long_tells_both() => Script.Run(
        async gate =>
        {
            var (visitor, resident) = await Script.UntilAskedAsync(gate);
            while (!visitor.Ended.IsCompleted)
            {
                resident.Press("3");
                await gate.PassAsync(5);
            }
            await resident.Ended;
            Assert.Contains("call.too_long", visitor.HeardKeys);
            Assert.Contains("call.too_long", resident.HeardKeys);
            Assert.Empty(gate.Outbox.Kept);
        });

    [Fact]
    public void A_server_that_stops_says_so_and_hangs_up_cleanly() => Script.Run(async gate =>
    {
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        gate.Stop();
        await visitor.HearsAsync("call.stopping");
        await resident.HearsAsync("call.stopping");
        Assert.Equal("hangup", await visitor.Ended);
        Assert.Equal("hangup", await resident.Ended);
        Assert.Empty(gate.Outbox.Kept);
    });

    [Fact]
    public void A_decision_that_cannot_be_written_opens_nothing() => Script.Run(async gate =>
    {
        gate.Outbox.Broken = true;
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        resident.Press("1");
        await visitor.HearsAsync("visitor.failed");
        await resident.HearsAsync("resident.failed");
        await gate.QuietAsync();

        Assert.DoesNotContain(visitor.HeardKeys, key => key.StartsWith("visitor.authorized", StringComparison.Ordinal));
        Assert.Equal("failed", gate.View().Result);
        Assert.Null(gate.View().Decision);
    });

    [Fact]
    public void Nobody_is_told_before_the_decision_is_written() => Script.Run(async gate =>
    {
        gate.Outbox.Delay = TimeSpan.FromSeconds(3);
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        var pressed = gate.Time.GetUtcNow();
        resident.Press("1");
        resident.Press("2");
        var told = await visitor.HearsAsync("visitor.authorized.delivery");
        Assert.True(told.StartedAt - pressed >= TimeSpan.FromSeconds(3));
        await gate.QuietAsync();
        Assert.True(Assert.Single(gate.Outbox.Kept).Authorized);
    });

    [Fact]
    public void A_connection_without_a_UUID_is_closed_after_two_seconds() => VirtualTime.Run(async time =>
    {
        var gate = new Gatehouse(time);
        var (near, ended) = gate.Knock();
        await ended;
        Assert.InRange(time.Elapsed.TotalSeconds, 2, 2.1);
        Assert.Empty(gate.Calls.List());
        await near.DisposeAsync();
    });
}
