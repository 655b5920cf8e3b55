using System.Collections.Immutable;
using Ramais.Conversation;
using Ramais.Directory;

namespace Ramais.Tests.Conversation;

public sealed class NameChoiceTests
{
    private static readonly ImmutableArray<NearResident> Two = Near("Marcel", "Marcelo Tavares", "Márcio Prado");

    [Fact]
    public void Only_the_name_that_sounds_like_the_one_said_is_offered() => Assert.Equal(["Marcelo", "Márcio"], NameChoice.Offered(Two));

    [Theory]
    [InlineData("seu Tavares", "João Tavares", "Pedro Tavares")]
    [InlineData("Thiago", "Tiago Reis", "Thiago Prado")]
    [InlineData("Beto", "Roberto Reis", "Gilberto Prado")]
    [InlineData("Marina", "Marina Reis", "Mariana Reis", "Marisa Reis", "Marília Reis")]
    public void Names_that_tell_nothing_apart_or_were_not_said_or_are_too_many_are_not_offered(string spoken, params string[] residents) =>
        Assert.Empty(NameChoice.Offered(Near(spoken, residents)));

    [Theory]
    [InlineData("não é o Marcelo")]
    [InlineData("nem o Marcelo nem o Márcio")]
    [InlineData("o Marcelo Prado")]
    [InlineData("sim")]
    [InlineData("o primeiro ou o segundo")]
    [InlineData("o terceiro")]
    [InlineData("")]
    public void What_does_not_say_which_chooses_nobody(string answer) => Assert.Empty(NameChoice.Narrow(Two, answer));

    [Fact]
    public void A_family_name_narrows_among_namesakes()
    {
        var left = NameChoice.Narrow(Near("Ana", "Ana Lima", "Ana Souza", "Ana Souza Reis"), "Souza");

        Assert.Equal(["Ana Souza", "Ana Souza Reis"], left.Select(n => n.Resident.Name));
    }

    private static ImmutableArray<NearResident> Near(string spoken, params string[] residents) =>
        [.. residents.Select((name, index) => NearResident.Of(new(new Apartment($"{index}01", [name], []), name), spoken))];
}
