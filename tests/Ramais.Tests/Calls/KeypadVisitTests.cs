using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>Visits by keypad alone, as on a machine without any recogniser.</summary>
public sealed class KeypadVisitTests
{
    [Theory]
    [InlineData("1", "delivery", "entrega")]
    [InlineData("2", "visit", "visita")]
    [InlineData("3", "service", "servico")]
    public void A_resident_who_presses_1_lets_the_visitor_in(string key, string word, string intent) => Script.Run(async gate =>
    {
        var (visitor, resident) = await Script.UntilAskedAsync(gate, key);

        resident.Press("1");
        await visitor.HearsAsync($"visitor.authorized.{word}");
        await resident.HearsAsync("resident.authorized");

        Assert.Equal("hangup", await visitor.Ended);
        Assert.Equal("hangup", await resident.Ended);
        await gate.QuietAsync();
        var decision = Assert.Single(gate.Outbox.Kept);
        Assert.True(decision.Authorized);
        Assert.Equal(("501", intent, "key"), (decision.Apartment, decision.IntentType, decision.By));
        Assert.Equal("authorized", gate.View().Result);
    });

    [Theory]
    [InlineData("1", "delivery")]
    [InlineData("2", "visit")]
    [InlineData("3", "service")]
    public void A_resident_who_presses_2_keeps_the_gate_closed(string key, string word) => Script.Run(async gate =>
    {
        var (visitor, resident) = await Script.UntilAskedAsync(gate, key);

        resident.Press("2");
        await visitor.HearsAsync($"visitor.denied.{word}");
        await visitor.HearsAsync("visitor.goodbye");
        await resident.HearsAsync("resident.denied");

        await gate.QuietAsync();
        Assert.False(Assert.Single(gate.Outbox.Kept).Authorized);
        Assert.Equal("denied", gate.View().Result);
    });

    [Fact]
    public void The_resident_hears_the_visitor_in_the_visitors_own_voice() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate);
        var resident = gate.Resident();

        await resident.HearsAsync("resident.announce.delivery");
        await resident.HearsAsync("resident.visitor_says");
        await resident.HearsAsync("meu nome é Marcos");
        await resident.HearsAsync("resident.ask");

        visitor.HangUp();
        await resident.Ended;
    });

    [Fact]
    public void Key_3_repeats_everything_and_decides_nothing() => Script.Run(async gate =>
    {
        var (visitor, resident) = await Script.UntilAskedAsync(gate);

        resident.Press("3");
        await resident.HearsAsync("resident.announce.delivery");
        await resident.HearsAsync("meu nome é Marcos");
        await resident.HearsAsync("resident.ask");
        Assert.Empty(gate.Outbox.Kept);
        resident.Press("1");

        await visitor.HearsAsync("visitor.authorized.delivery");
        await visitor.Ended;
    });

    [Fact]
    public void The_decision_does_not_wait_for_a_comfort_sentence() => Script.Run(async gate =>
    {
        var (visitor, resident) = await Script.UntilAskedAsync(gate);
        await visitor.StartsHearingAsync("visitor.comfort");
        var pressed = gate.Time.GetUtcNow();
        resident.Press("1");
        var told = await visitor.HearsAsync("visitor.authorized.delivery");
        Assert.True(told.StartedAt - pressed < TimeSpan.FromMilliseconds(100));
        await visitor.Ended;
    });

    [Fact]
    public void Any_other_key_of_the_resident_decides_nothing() => Script.Run(async gate =>
    {
        var (visitor, resident) = await Script.UntilAskedAsync(gate);

        foreach (var key in "4567890*#ABCD")
        {
            resident.Press(key.ToString());
            await resident.HearsAsync("resident.use_keys");
        }
        Assert.Empty(gate.Outbox.Kept);

        resident.Press("2");
        await visitor.HearsAsync("visitor.denied.delivery");
        await visitor.Ended;
    });

    [Fact]
    public void Keys_interrupt_a_question_at_once() => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        await visitor.StartsHearingAsync("visitor.ask_intent");
        visitor.Press("1");

        await visitor.StartsHearingAsync("visitor.ask_apartment");

        var cut = visitor.Heard.Single(sentence => sentence.Key == "visitor.ask_intent");
        Assert.False(cut.Complete);
        Assert.True(cut.EndedAt - cut.StartedAt < TimeSpan.FromMilliseconds(200));
        visitor.HangUp();
    });

    [Fact]
    public void A_number_without_its_hash_is_taken_after_a_pause() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: "501");
        await gate.RingsAsync();
        Assert.Equal("1003501", gate.ClickToCall.Rings[0].Phone);
        visitor.HangUp();
    });

    [Fact]
    public void A_star_takes_the_digits_back() => Script.Run(async gate =>
    {
        var visitor = await Script.VisitorUntilRingingAsync(gate, apartment: "30*501#");
        await gate.RingsAsync();
        Assert.Equal("1003501", gate.ClickToCall.Rings[0].Phone);
        visitor.HangUp();
    });

    [Fact]
    public void A_key_that_is_no_reason_is_asked_again_in_other_words() => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent");
        visitor.Press("7");
        await visitor.HearsAsync("visitor.not_understood");
        await visitor.HearsAsync("visitor.ask_intent");
        visitor.Press("8");
        await visitor.HearsAsync("visitor.not_understood_again");
        await visitor.HearsAsync("visitor.ask_intent");
        visitor.Press("2");
        await visitor.HearsAsync("visitor.ask_apartment");
        visitor.HangUp();
    });

    [Fact]
    public void Four_senseless_keys_end_with_a_person() => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        for (var time = 0; time < 4; time++)
        {
            await visitor.HearsAsync("visitor.ask_intent");
            visitor.Press("9");
        }
        await visitor.HearsAsync("visitor.failed");
        Assert.Equal("hangup", await visitor.Ended);
        await gate.QuietAsync();
        Assert.Equal("operator", gate.View().Result);
    });

    [Fact]
    public void An_apartment_that_is_not_there_is_asked_again() => Script.Run(async gate =>
    {
        var visitor = await Script.UntilApartmentAsync(gate);
        visitor.Press("999#");
        await visitor.HearsAsync("visitor.not_found");
        await visitor.HearsAsync("visitor.ask_apartment");
        visitor.Press("302#");
        await visitor.HearsAsync("visitor.ask_name");
        visitor.HangUp();
    });

    [Fact]
    public void Four_apartments_that_are_not_there_end_with_a_person() => Script.Run(async gate =>
    {
        var visitor = gate.Visitor();
        await visitor.HearsAsync("visitor.ask_intent");
        visitor.Press("1");
        for (var time = 0; time < 4; time++)
        {
            await visitor.HearsAsync("visitor.ask_apartment");
            visitor.Press("999#");
        }
        await visitor.HearsAsync("visitor.failed");
        await visitor.Ended;
        await gate.QuietAsync();
        Assert.Empty(gate.ClickToCall.Rings);
        Assert.Equal("operator", gate.View().Result);
    });

    [Fact]
    public void Digits_that_fit_two_blocks_lead_to_a_choice() => Script.Run(async gate =>
    {
        var visitor = await Script.UntilApartmentAsync(gate, "2", Gatehouse.Ipe);
        visitor.Press("11#");
        await visitor.HearsAsync("visitor.choose_apartment");
        Assert.Contains("Para o apartamento B 11, tecle 2", Assert.Single(gate.Spoken("visitor.choose_apartment")), StringComparison.Ordinal);
        visitor.Press("2");
        await Script.SayNameAsync(visitor);
        await visitor.HearsAsync("visitor.ringing");
        Assert.Equal("1004111", gate.ClickToCall.Rings[0].Phone);
        visitor.HangUp();
    });

    [Fact]
    public void A_visitor_who_gives_no_name_is_announced_without_one() => Script.Run(async gate =>
    {
        var visitor = await Script.UntilApartmentAsync(gate);
        visitor.Press("501#");
        await visitor.HearsAsync("visitor.ask_name");
        await visitor.HearsAsync("visitor.ask_name_again");
        await visitor.HearsAsync("visitor.ringing");

        var resident = gate.Resident();
        await resident.HearsAsync("resident.visitor_unknown");
        await resident.HearsAsync("resident.ask");
        resident.Press("2");
        await visitor.HearsAsync("visitor.denied.delivery");
        await visitor.Ended;
    });

    [Fact]
    public void A_name_longer_than_five_seconds_is_cut_there() => Script.Run(async gate =>
    {
        var visitor = await Script.UntilApartmentAsync(gate);
        visitor.Press("501#");
        await visitor.HearsAsync("visitor.ask_name");
        await visitor.PauseAsync(0.6);
        var talking = visitor.SayAsync("um nome que não acaba", seconds: 20);

        await visitor.StartsHearingAsync("visitor.ringing");

        Assert.False(talking.IsCompleted);
        visitor.HangUp();
    });

    [Fact]
    public void The_timeline_tells_the_visit_in_order() => Script.Run(async gate =>
    {
        var (_, resident) = await Script.UntilAskedAsync(gate);
        resident.Press("1");
        await resident.Ended;
        await gate.QuietAsync();

        var view = gate.View();
        Assert.Equal(2, view.Legs.Length);
        Assert.All(view.Legs, leg => Assert.NotNull(leg.EndedAt));
        foreach (var expected in new[] { "connected", "prompt_started", "prompt_ended", "key", "speech_started", "speech_ended", "ringing", "hangup" })
            Assert.Contains(view.Timeline, entry => entry.Leg == Ramais.Calls.LegRole.Visitor && entry.Event == expected);
        foreach (var expected in new[] { "connected", "prompt_started", "key", "decision", "hangup" })
            Assert.Contains(view.Timeline, entry => entry.Leg == Ramais.Calls.LegRole.Resident && entry.Event == expected);
        foreach (var leg in view.Timeline.GroupBy(entry => entry.Leg))
            Assert.Equal(leg.Select(entry => entry.AtMs).Order(), leg.Select(entry => entry.AtMs));
        Assert.Contains(view.Transcript, line => line.Speaker == "ramais" && line.Text.Contains("A entrega foi autorizada", StringComparison.Ordinal));
    });
}
