using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>"Repete, por favor": in every state, to either party, and never counted as an answer that made no sense.</summary>
public sealed class RepeatTests
{
    [Theory]
    [InlineData("repete, por favor")]
    [InlineData("não entendi")]
    [InlineData("como?")]
    [InlineData("num ouvi direito, pode repetir?")]
    public void The_visitor_hears_the_question_again(string words) => Script.Run(
        async gate =>
        {
            var visitor = gate.Visitor();
            for (var time = 0; time < 6; time++)
            {
                await visitor.HearsAsync("visitor.ask_intent.voice");
                await visitor.SayAsync(words);
            }
            await visitor.HearsAsync("visitor.ask_intent.voice");
            Assert.DoesNotContain(visitor.HeardKeys, key => key.StartsWith("visitor.not_", StringComparison.Ordinal));
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void What_led_to_the_question_is_repeated_with_it() => Script.Run(
        async gate =>
        {
            var visitor = await Script.UntilApartmentAsync(gate);
            visitor.Press("999#");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            await visitor.SayAsync("como?");
            await visitor.HearsAsync("visitor.not_found");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            await visitor.SayAsync("quinhentos e um");
            await visitor.HearsAsync("visitor.ask_name");
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_choice_is_repeated() => Script.Run(
        async gate =>
        {
            var visitor = await Script.UntilApartmentAsync(gate, "2", Gatehouse.Ipe);
            visitor.Press("11#");
            await visitor.HearsAsync("visitor.choose_apartment");
            await visitor.SayAsync("não ouvi");
            await visitor.HearsAsync("visitor.choose_apartment");
            Assert.All(gate.Spoken("visitor.choose_apartment"), text => Assert.Contains("Para o apartamento B 11, tecle 2", text, StringComparison.Ordinal));
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void It_is_nobodys_name() => Script.Run(
        async gate =>
        {
            var visitor = await Script.UntilApartmentAsync(gate);
            visitor.Press("501#");
            await Script.SayNameAsync(visitor, "como?");
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync("visitor.ringing");
            var resident = gate.Resident();
            await resident.HearsAsync("meu nome é Marcos");
            await resident.HearsAsync("resident.ask.voice");
            Assert.DoesNotContain("como?", resident.HeardKeys);
            resident.Press("2");
            await visitor.HearsAsync("visitor.denied.delivery");
            await gate.QuietAsync();
            Assert.Equal("Marcos", gate.Outbox.Kept[0].Visitor);
        },
        voice: true);

    [Fact]
    public void A_waiting_visitor_hears_again_that_it_rings() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorUntilRingingAsync(gate);
            await visitor.SayAsync("como é que é?");
            await visitor.HearsAsync("visitor.ringing");
            Assert.Single(gate.ClickToCall.Rings);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_visitor_whose_resident_is_being_asked_hears_the_last_words_again() => Script.Run(
        async gate =>
        {
            var (visitor, resident) = await Script.UntilAskedAsync(gate);
            await visitor.SayAsync("não entendi");
            await visitor.HearsAsync(visitor.HeardKeys.Contains("visitor.comfort") ? "visitor.comfort" : "visitor.ringing");
            resident.Press("1");
            await visitor.HearsAsync("visitor.authorized.delivery");
            await visitor.Ended;
        },
        voice: true);

    [Fact]
    public void The_resident_hears_the_announcement_again_however_often() => Script.Run(
        async gate =>
        {
            var (visitor, resident) = await Script.UntilAskedAsync(gate);
            for (var time = 0; time < 5; time++)
            {
                await resident.SayAsync("repete por favor");
                await resident.HearsAsync("resident.announce.delivery");
                await resident.HearsAsync("meu nome é Marcos");
                await resident.HearsAsync("resident.ask.voice");
            }
            Assert.DoesNotContain("resident.use_keys", resident.HeardKeys);
            Assert.Empty(gate.Outbox.Kept);
            resident.Press("1");
            await visitor.HearsAsync("visitor.authorized.delivery");
            await visitor.Ended;
        },
        voice: true);

    [Fact]
    public void The_decision_is_told_again_before_the_line_ends() => Script.Run(
        async gate =>
        {
            var (visitor, resident) = await Script.UntilAskedAsync(gate);
            resident.Press("1");
            await visitor.StartsHearingAsync("visitor.authorized.delivery");
            await visitor.SayAsync("como?", 0.8);
            await visitor.HearsAsync("visitor.authorized.delivery");
            Assert.True((await visitor.HearsAsync("visitor.authorized.delivery")).Complete);
            Assert.True((await visitor.HearsAsync("visitor.goodbye")).Complete);
            Assert.Equal("hangup", await visitor.Ended);
            await gate.QuietAsync();
            Assert.Single(gate.Outbox.Kept);
        },
        voice: true);

    [Fact]
    public void Who_says_more_than_that_is_listened_to() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorSaysAsync(gate, "é o Marcos de novo, entrega pro quinhentos e um");
            await visitor.HearsAsync("visitor.ringing");
            Assert.Equal("1003501", gate.ClickToCall.Rings[0].Phone);
            visitor.HangUp();
        },
        voice: true);
}
