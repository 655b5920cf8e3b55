using Ramais.Conversation;
using Ramais.Testing;

namespace Ramais.Tests.Conversation;

/// <summary>What a provider may add to what the rules read: nothing that the visitor did not say.</summary>
public sealed class GroundingTests
{
    private static Understanding Ground(string said, VisitorSlots told, Asked asked = Asked.Open, string reply = "") =>
        Grounding.Of(new(Guid.Empty, said, asked, FixedDirectory.Aurora), new(told, reply));

    private static VisitorSlots Told(VisitIntent intent = VisitIntent.Unknown, string visitor = "", string apartment = "", string resident = "") =>
        new(intent, visitor, apartment, "", resident);

    [Theory]
    [InlineData("Renata Albuquerque")]
    [InlineData("Daniel")]
    [InlineData("Lucas Martinelli")]
    public void A_resident_whom_nobody_named_is_dropped(string invented)
    {
        var slots = Ground("boa tarde, tenho um negócio aqui", Told(resident: invented)).Slots;
        Assert.Equal(("", ""), (slots.ResidentSpoken, slots.ResidentName));
    }

    [Fact]
    public void Of_a_resident_only_the_words_said_are_kept()
    {
        var slots = Ground("é um negócio do martineli do 302", Told(resident: "Lucas Martinelli")).Slots;
        Assert.Equal(("Martineli", "Lucas Martinelli", "302"), (slots.ResidentSpoken, slots.ResidentName, slots.ApartmentNumber));
    }

    [Theory]
    [InlineData("é lá em cima", "501", "")]
    [InlineData("é a senha uma e o portão duas", "12", "")]
    [InlineData("senha 302", "501", "302")]
    public void An_apartment_that_nobody_named_is_dropped(string said, string invented, string kept) =>
        Assert.Equal(kept, Ground(said, Told(apartment: invented)).Slots.ApartmentNumber);

    [Fact]
    public void A_number_that_the_rules_did_not_take_for_an_apartment_may_be_pointed_at() =>
        Assert.Equal("302", Ground("a rua 302 é a do prédio", Told(apartment: "apto 302")).Slots.ApartmentNumber);

    [Fact]
    public void What_the_rules_found_stands()
    {
        var slots = Ground("entrega pro 302, aqui é o Marcos", Told(VisitIntent.Visit, "Daniel", "501", "Renata")).Slots;
        Assert.Equal((VisitIntent.Delivery, "Marcos", "302", ""), (slots.Intent, slots.VisitorName, slots.ApartmentNumber, slots.ResidentSpoken));
    }

    [Fact]
    public void An_intent_may_be_told_where_the_words_are_uncommon() =>
        Assert.Equal(VisitIntent.Service, Ground("vim por causa do barulho no telhado", Told(VisitIntent.Service)).Slots.Intent);

    [Fact]
    public void The_visitor_and_the_resident_are_not_the_same_word()
    {
        var slots = Ground("sou o Lucas", Told(visitor: "Lucas", resident: "Lucas Martinelli")).Slots;
        Assert.Equal(("Lucas", "", ""), (slots.VisitorName, slots.ResidentSpoken, slots.ResidentName));
    }

    [Theory]
    [InlineData("Sim Autorizado")]
    [InlineData("<speak>Liberado</speak>")]
    public void A_name_of_ordinary_words_is_no_name(string told) =>
        Assert.Equal("", Ground("sim autorizado liberado", Told(visitor: told)).Slots.VisitorName);
}
