namespace Ramais.Tests.Calls;

/// <summary>The visitor hears "autorizado" when the access system has the decision, and not before.</summary>
public sealed class AcknowledgementTests
{
    [Fact]
    public void The_visitor_is_told_when_the_access_system_has_acknowledged() => Script.Run(async gate =>
    {
        gate.Outbox.Acknowledges = TimeSpan.FromSeconds(2.5);
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        var pressed = gate.Time.GetUtcNow();
        resident.Press("1");
        var told = await visitor.HearsAsync("visitor.authorized.delivery");
        Assert.InRange((told.StartedAt - pressed).TotalSeconds, 2.5, 2.8);
        await resident.HearsAsync("resident.authorized");
        await gate.QuietAsync();
        Assert.Equal("authorized", gate.View().Result);
        Assert.Contains(gate.View().Timeline, entry => entry.Event == "acknowledged");
    });

    [Theory]
    [InlineData(null)]
    [InlineData(4.0)]
    public void After_three_seconds_the_porter_is_called_and_nobody_hears_that_the_gate_opens(double? acknowledges) => Script.Run(async gate =>
    {
        gate.Outbox.Acknowledges = acknowledges is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        var pressed = gate.Time.GetUtcNow();
        resident.Press("1");
        var told = await visitor.HearsAsync("visitor.unconfirmed");
        Assert.InRange((told.StartedAt - pressed).TotalSeconds, 3, 3.3);
        await resident.HearsAsync("resident.unconfirmed");
        Assert.Equal("hangup", await visitor.Ended);
        await gate.QuietAsync();

        Assert.DoesNotContain(visitor.HeardKeys, key => key.StartsWith("visitor.authorized", StringComparison.Ordinal));
        Assert.Equal("operator", gate.View().Result);
        Assert.True(gate.View().Decision!.Authorized); // what the resident said stays on record, and is delivered
        Assert.Single(gate.Outbox.Kept);
    });

    [Fact]
    public void A_no_waits_for_nobody() => Script.Run(async gate =>
    {
        gate.Outbox.Acknowledges = null;
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        var pressed = gate.Time.GetUtcNow();
        resident.Press("2");
        var told = await visitor.HearsAsync("visitor.denied.delivery");
        Assert.InRange((told.StartedAt - pressed).TotalSeconds, 0, 0.3);
        await gate.QuietAsync();
        Assert.Equal("denied", gate.View().Result);
    });

    [Fact]
    public void While_the_access_system_is_waited_for_nothing_changes_the_decision() => Script.Run(async gate =>
    {
        gate.Outbox.Acknowledges = TimeSpan.FromSeconds(2);
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        resident.Press("1");
        await gate.PassAsync(0.5);
        resident.Press("2");
        visitor.Press("0");
        gate.Stop();
        await visitor.HearsAsync("visitor.authorized.delivery");
        await gate.QuietAsync();
        Assert.True(Assert.Single(gate.Outbox.Kept).Authorized);
    });

    [Fact]
    public void Both_may_leave_meanwhile_and_the_call_does_not_wait_for_ever() => Script.Run(async gate =>
    {
        gate.Outbox.Acknowledges = null;
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        resident.Press("1");
        await gate.PassAsync(0.5);
        visitor.HangUp();
        resident.HangUp();
        await gate.QuietAsync();
        Assert.Equal(0, gate.Calls.LiveCount);
        Assert.Single(gate.Outbox.Kept);
    });

    [Fact]
    public void The_outcome_is_there_before_the_visitor_s_leg_is_over() => Script.Run(async gate =>
    {
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        Assert.Null(gate.View().Outcome);
        resident.Press("1");
        await visitor.StartsHearingAsync("visitor.authorized.delivery");
        Assert.Equal(("authorized", null), (gate.View().Outcome, gate.View().Result));
        await gate.QuietAsync();
        Assert.Equal(("authorized", "authorized"), (gate.View().Outcome, gate.View().Result));
    });
}
