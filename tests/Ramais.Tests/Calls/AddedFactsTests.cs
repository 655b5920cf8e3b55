namespace Ramais.Tests.Calls;

/// <summary>What the visitor says while it rings: heard by the resident when it comes in time, and never a way to another apartment.</summary>
public sealed class AddedFactsTests
{
    [Fact]
    public void A_purpose_corrected_while_it_rings_is_what_the_resident_hears() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate, intent: "2");
            await visitor.SayAsync("é do Mercado Livre, é uma entrega");
            await visitor.HearsAsync("visitor.noted");
            var resident = gate.Resident();
            await resident.HearsAsync("resident.announce.delivery");
            await resident.HearsAsync("resident.ask.voice");
            await resident.SayAsync("pode entrar");
            await visitor.HearsAsync("visitor.authorized.delivery");
            await gate.QuietAsync();
            Assert.Equal("entrega", gate.Outbox.Kept[0].IntentType);
        },
        voice: true);

    [Fact]
    public void A_name_that_was_not_given_before_may_come_now() => Script.Run(
        async gate =>
        {
            var visitor = await Script.UntilApartmentAsync(gate);
            visitor.Press("501#");
            await visitor.HearsAsync("visitor.ask_name_again");
            await visitor.HearsAsync("visitor.ringing");
            await visitor.SayAsync("Edmilson");
            await visitor.HearsAsync("visitor.noted");
            var resident = gate.Resident();
            await resident.HearsAsync("resident.visitor_name");
            Assert.Equal(["Quem está no portão é Edmilson."], gate.Spoken("resident.visitor_name"));
            Assert.DoesNotContain("resident.visitor_unknown", resident.HeardKeys);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_name_may_be_corrected() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await visitor.SayAsync("desculpa, meu nome é Mauro");
            await visitor.HearsAsync("visitor.noted");
            var resident = gate.Resident();
            await resident.HearsAsync("resident.ask.voice");
            resident.Press("2");
            await visitor.HearsAsync("visitor.denied.delivery");
            await gate.QuietAsync();
            Assert.Equal("Mauro", gate.Outbox.Kept[0].Visitor);
        },
        voice: true);

    [Theory]
    [InlineData("não, é no trezentos e dois")]
    [InlineData("é no novecentos e noventa e nove")]
    [InlineData("é no quinhentos e um mesmo")]
    [InlineData("é pro Lucas Martinelli")]
    [InlineData("é pro Daniel Prado")]
    [InlineData("é pro Frederico")]
    public void Another_home_is_not_rung_and_the_answer_tells_nothing_about_it(string words) => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await visitor.SayAsync(words);
            await visitor.HearsAsync("visitor.already_ringing");
            await visitor.PauseAsync(3);
            Assert.Equal(["1003501"], gate.ClickToCall.Rings.Select(ring => ring.Phone));
            Assert.Empty(gate.ClickToCall.Cancelled);
            var resident = gate.Resident();
            await resident.HearsAsync("resident.announce.delivery");
            Assert.Contains("apartamento 501", Assert.Single(gate.Spoken("resident.announce.delivery")), StringComparison.Ordinal);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void Talk_that_tells_nothing_is_not_answered() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await visitor.SayAsync("tá chovendo aqui");
            await visitor.HearsAsync("visitor.comfort");
            Assert.DoesNotContain("visitor.noted", visitor.HeardKeys);
            Assert.DoesNotContain(visitor.HeardKeys, key => key.StartsWith("visitor.not_", StringComparison.Ordinal));
            visitor.HangUp();
        },
        voice: true);

    /// <summary>What the resident was asked is what the decision says, however late the meaning of the visitor's words arrives.</summary>
    [Fact]
    public void A_fact_understood_after_the_resident_picked_up_changes_nothing() => Script.RunUnderstanding(
        async (gate, understanding) =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate, intent: "2");
            understanding.Delay = TimeSpan.FromSeconds(4);
            await visitor.SayAsync("na verdade é uma entrega");
            await visitor.PauseAsync(2);
            var resident = gate.Resident();
            await resident.HearsAsync("resident.announce.visit");
            await resident.HearsAsync("resident.ask.voice");
            await resident.SayAsync("pode entrar");
            await visitor.HearsAsync("visitor.authorized.visit");
            await gate.QuietAsync();
            Assert.Equal("visita", gate.Outbox.Kept[0].IntentType);
            Assert.DoesNotContain("visitor.noted", visitor.HeardKeys);
        });

    [Fact]
    public void What_is_said_while_the_resident_is_asked_changes_nothing() => Script.Run(
        async gate =>
        {
            var (visitor, resident) = await Script.UntilAskedAsync(gate, intent: "2");
            await visitor.SayAsync("diz que é uma entrega");
            await visitor.PauseAsync(2);
            await resident.SayAsync("quem é?");
            await resident.HearsAsync("resident.announce.visit");
            await resident.HearsAsync("resident.ask.voice");
            resident.Press("1");
            await visitor.HearsAsync("visitor.authorized.visit");
            await visitor.Ended;
        },
        voice: true);

    [Fact]
    public void Facts_come_in_between_two_rings_as_well() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate, intent: "2");
            await gate.RingsAsync(2);
            await visitor.SayAsync("vim consertar a geladeira");
            await visitor.HearsAsync("visitor.noted");
            var resident = gate.Resident();
            await resident.HearsAsync("resident.announce.service");
            visitor.HangUp();
            await resident.HearsAsync("resident.visitor_left");
            await resident.Ended;
        },
        voice: true);

    [Fact]
    public void A_visitor_who_leaves_while_the_words_are_being_understood_ends_the_call() => Script.RunUnderstanding(
        async (gate, understanding) =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            understanding.Delay = TimeSpan.FromSeconds(4);
            await visitor.SayAsync("é do Mercado Livre");
            await visitor.PauseAsync(2);
            visitor.HangUp();
            await gate.QuietAsync();
            Assert.Equal("abandoned", gate.View().Result);
            Assert.Single(gate.ClickToCall.Cancelled);
        });
}
