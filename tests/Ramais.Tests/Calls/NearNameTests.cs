using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>Names that fit several residents: who is asked about, what the answer may be, and what a stranger can learn.</summary>
public sealed class NearNameTests
{
    [Theory]
    [InlineData("o primeiro", "1005101")]
    [InlineData("a segunda opção", "1005102")]
    [InlineData("o último", "1005102")]
    [InlineData("Márcio", "1005102")]
    [InlineData("é o marcelo", "1005101")]
    [InlineData("o Márcio Prado", "1005102")]
    [InlineData("com acento", "1005102")]
    [InlineData("o sem acento", "1005101")]
    [InlineData("não é o Marcelo, é o Márcio", "1005102")]
    [InlineData("do cento e dois", "1005102")]
    public void Which_of_two_near_names_is_meant_may_be_said_in_many_ways(string answer, string phone) => Script.Run(
        async gate =>
        {
            var visitor = await UntilAskedWhichAsync(gate);
            await visitor.SayAsync(answer);
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync("visitor.ringing");
            Assert.Equal(phone, gate.ClickToCall.Rings[0].Phone);
            Assert.Equal(["Há nomes parecidos. Você procura Marcelo ou Márcio? Diga o nome, ou tecle 1 ou 2."], gate.Spoken("visitor.choose_resident"));
            visitor.HangUp();
        },
        voice: true);

    [Theory]
    [InlineData("1", "1005101")]
    [InlineData("2", "1005102")]
    public void A_key_chooses_too(string key, string phone) => Script.Run(
        async gate =>
        {
            var visitor = await UntilAskedWhichAsync(gate);
            visitor.Press(key);
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync("visitor.ringing");
            Assert.Equal(phone, gate.ClickToCall.Rings[0].Phone);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void The_chosen_resident_is_told_who_is_there_and_the_decision_names_the_resident() => Script.Run(
        async gate =>
        {
            var visitor = await UntilAskedWhichAsync(gate);
            await visitor.SayAsync("o Márcio");
            await Script.SayNameAsync(visitor);
            await gate.RingsAsync();
            var resident = gate.Resident(extension: Gatehouse.Jardim);
            await resident.HearsAsync("resident.announce.visit");
            await resident.HearsAsync("resident.ask.voice");
            await resident.SayAsync("pode subir");
            await visitor.HearsAsync("visitor.authorized.visit");
            await gate.QuietAsync();
            Assert.Equal(("102", "Márcio Prado"), (gate.Outbox.Kept[0].Apartment, gate.Outbox.Kept[0].Resident));
        },
        voice: true);

    [Theory]
    [InlineData("nenhum dos dois")]
    [InlineData("não")]
    [InlineData("o Frederico")]
    [InlineData("o gato subiu no telhado")]
    public void Neither_leads_to_the_number_of_the_apartment(string answer) => Script.Run(
        async gate =>
        {
            var visitor = await UntilAskedWhichAsync(gate);
            await visitor.SayAsync(answer);
            await visitor.HearsAsync(answer == "o Frederico" ? "visitor.not_found" : "visitor.by_number");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            Assert.Empty(gate.ClickToCall.Rings);
            await visitor.SayAsync("trezentos e dois");
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync("visitor.ringing");
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_key_that_stands_for_nobody_leads_to_the_number() => Script.Run(
        async gate =>
        {
            var visitor = await UntilAskedWhichAsync(gate);
            visitor.Press("3");
            await visitor.HearsAsync("visitor.by_number");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void Silence_asks_again_and_then_says_goodbye() => Script.Run(
        async gate =>
        {
            var visitor = await UntilAskedWhichAsync(gate);
            for (var time = 0; time < 3; time++)
            {
                await visitor.HearsAsync("visitor.not_heard");
                await visitor.HearsAsync("visitor.choose_resident");
            }
            await visitor.HearsAsync("visitor.give_up");
            Assert.Equal("hangup", await visitor.Ended);
            await gate.QuietAsync();
            Assert.Equal("abandoned", gate.View().Result);
        },
        voice: true);

    [Fact]
    public void One_name_in_two_homes_is_told_apart_by_the_family_name_that_the_visitor_brings() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorSaysAsync(gate, "vim visitar a Ana", Gatehouse.Jardim);
            await visitor.HearsAsync("visitor.several_residents");
            Assert.DoesNotContain(gate.Prompts.Asked, prompt => prompt.Text.Contains("Lima", StringComparison.Ordinal) || prompt.Text.Contains("Souza", StringComparison.Ordinal));
            await visitor.SayAsync("Ana Souza");
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync("visitor.ringing");
            Assert.Equal("1005202", gate.ClickToCall.Rings[0].Phone);
            visitor.HangUp();
        },
        voice: true);

    [Theory]
    [InlineData("202#", "1005202")]
    [InlineData("201#", "1005201")]
    public void One_name_in_two_homes_is_told_apart_by_the_number(string keys, string phone) => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorSaysAsync(gate, "vim visitar a Ana", Gatehouse.Jardim);
            await visitor.HearsAsync("visitor.several_residents");
            visitor.Press(keys);
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync("visitor.ringing");
            Assert.Equal(phone, gate.ClickToCall.Rings[0].Phone);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void The_home_of_somebody_else_does_not_fit_the_name() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorSaysAsync(gate, "vim visitar a Ana", Gatehouse.Jardim);
            await visitor.HearsAsync("visitor.several_residents");
            await visitor.SayAsync("trezentos e dois");
            await visitor.HearsAsync("visitor.mismatch");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            Assert.Empty(gate.ClickToCall.Rings);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_nickname_that_one_resident_can_have_is_enough() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorSaysAsync(gate, "vim visitar o Zé", Gatehouse.Jardim);
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync("visitor.ringing");
            Assert.Equal("1005301", gate.ClickToCall.Rings[0].Phone);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void A_nickname_that_two_can_have_reveals_neither() => Script.Run(
        async gate =>
        {
            var visitor = await Script.VisitorSaysAsync(gate, "vim visitar o Beto", Gatehouse.Jardim);
            await visitor.HearsAsync("visitor.several_residents");
            Assert.DoesNotContain(gate.Prompts.Asked, prompt => prompt.Text.Contains("berto", StringComparison.OrdinalIgnoreCase));
            await visitor.SayAsync("do quatrocentos e um");
            await Script.SayNameAsync(visitor);
            await visitor.HearsAsync("visitor.ringing");
            Assert.Equal("1005401", gate.ClickToCall.Rings[0].Phone);
            visitor.HangUp();
        },
        voice: true);

    [Fact]
    public void Four_tries_at_names_end_with_a_person() => Script.Run(
        async gate =>
        {
            var visitor = await UntilAskedWhichAsync(gate);
            await visitor.SayAsync("nenhum dos dois");
            await visitor.HearsAsync("visitor.ask_apartment.voice");
            foreach (var name in new[] { "é a Ana", "é o Beto" })
            {
                await visitor.SayAsync(name);
                await visitor.HearsAsync("visitor.several_residents");
            }
            await visitor.SayAsync("é o Frederico");
            await visitor.HearsAsync("visitor.failed");
            Assert.Equal("hangup", await visitor.Ended);
            await gate.QuietAsync();
            Assert.Equal("operator", gate.View().Result);
            Assert.Empty(gate.ClickToCall.Rings);
        },
        voice: true);

    private static async Task<SimulatedPhone> UntilAskedWhichAsync(Gatehouse gate)
    {
        var visitor = await Script.VisitorSaysAsync(gate, "vim visitar o Marcel", Gatehouse.Jardim);
        await visitor.HearsAsync("visitor.choose_resident");
        return visitor;
    }
}
