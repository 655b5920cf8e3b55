using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Testing;

namespace Ramais.Tests.Conversation;

public sealed class PersonRequestTests
{
    private static readonly CondominiumDirectory WithPorteiro =
        new(1, "Sol", [new("101", ["Carlos Porteiro"], ["1"]), new("102", ["Ana Segurança"], ["2"])]);

    [Theory]
    [InlineData("quero falar com o porteiro")]
    [InlineData("Quero falar com o porteiro, por favor.")]
    [InlineData("eu queria falar com a portaria")]
    [InlineData("posso falar com uma pessoa de verdade?")]
    [InlineData("me passa pra um atendente")]
    [InlineData("chama o porteiro aí")]
    [InlineData("prefiro falar com um humano")]
    [InlineData("preciso falar com alguém da portaria")]
    [InlineData("transfere para o operador")]
    [InlineData("ó, é uma entrega, mas quero falar com o segurança")]
    [InlineData("quero atendimento humano")]
    [InlineData("liga pra guarita")]
    [InlineData("não consigo, quero falar com o zelador do prédio")]
    [InlineData("gostaria de falar com a recepção")]
    [InlineData("porteiro")]
    [InlineData("o porteiro, por favor")]
    [InlineData("oi, portaria?")]
    public void Asks_for_a_person(string words) => Assert.True(PersonRequest.IsOne(words, FixedDirectory.Aurora, mayBeBare: true));

    [Theory]
    [InlineData("sou o porteiro do outro prédio")]
    [InlineData("entrega para Carlos Porteiro")]
    [InlineData("quero falar com o Carlos Porteiro")]
    [InlineData("quero falar com o porteiro Carlos do 302")]
    [InlineData("não quero falar com o porteiro")]
    [InlineData("o porteiro me mandou aqui")]
    [InlineData("o porteiro disse que pode")]
    [InlineData("vim consertar a guarita")]
    [InlineData("entrega da portaria do lado")]
    [InlineData("quero falar com alguém do 501")]
    [InlineData("quero falar com a dona Renata")]
    [InlineData("chama o Lucas")]
    [InlineData("sou segurança")]
    [InlineData("quero entrar")]
    [InlineData("uma pessoa")]
    [InlineData("")]
    public void Does_not(string words) => Assert.False(PersonRequest.IsOne(words, FixedDirectory.Aurora, mayBeBare: true));

    [Theory]
    [InlineData("quero falar com o Porteiro")]
    [InlineData("Porteiro")]
    [InlineData("chama a Segurança")]
    public void A_resident_of_that_name_comes_first(string words) => Assert.False(PersonRequest.IsOne(words, WithPorteiro, mayBeBare: true));

    [Fact]
    public void Where_a_name_is_expected_the_word_alone_is_no_request()
    {
        Assert.False(PersonRequest.IsOne("porteiro", FixedDirectory.Aurora, mayBeBare: false));
        Assert.True(PersonRequest.IsOne("quero falar com o porteiro", FixedDirectory.Aurora, mayBeBare: false));
    }
}
