using Ramais.Testing;

namespace Ramais.Tests.Calls;

/// <summary>How a condominium greets, and in which voice.</summary>
public sealed class GreetingTests
{
    [Fact]
    public void A_condominium_greets_in_its_own_words_and_voice() => Script.Run(async gate =>
    {
        var visitor = await Script.UntilApartmentAsync(gate, extension: Gatehouse.Jardim);
        visitor.Press("302#");
        await Script.SayNameAsync(visitor);
        await visitor.HearsAsync("visitor.ringing");
        var resident = gate.Resident(extension: Gatehouse.Jardim);
        await resident.HearsAsync("resident.ask");

        Assert.Equal(["Oi! Você chegou ao Jardim das Flores."], gate.Spoken("visitor.greeting"));
        Assert.All(gate.Prompts.Asked, prompt => Assert.Equal("pt-br+f3", prompt.Voice));
        visitor.HangUp();
        await resident.Ended;
    });

    [Fact]
    public void Another_greets_in_the_usual_ones() => Script.Run(async gate =>
    {
        var visitor = await Script.UntilApartmentAsync(gate);

        Assert.Equal(["Olá! Portaria virtual do Residencial Aurora."], gate.Spoken("visitor.greeting"));
        Assert.All(gate.Prompts.Asked, prompt => Assert.Equal("", prompt.Voice));
        visitor.HangUp();
    });
}
