using CsCheck;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>Where a text may be cut, and above all where it may not.</summary>
public class SentencesTests
{
    [Theory]
    [InlineData("Portaria do Residencial Aurora. Entrega para o apartamento 501.", "Portaria do Residencial Aurora.|Entrega para o apartamento 501.")]
    [InlineData("Você autoriza a entrada? Diga sim ou não. Ou tecle 1 para autorizar.", "Você autoriza a entrada?|Diga sim ou não.|Ou tecle 1 para autorizar.")]
    [InlineData("Não encontrei esse apartamento! 501 não existe aqui.", "Não encontrei esse apartamento!|501 não existe aqui.")]
    [InlineData("Espere um pouquinho… Já estou chamando.", "Espere um pouquinho…|Já estou chamando.")]
    public void Sentences_are_spoken_one_by_one(string text, string expected) => Assert.Equal(expected.Split('|'), Sentences.Split(text));

    [Theory]
    [InlineData("")]
    [InlineData("Diga o seu nome após o sinal.")]
    [InlineData("A visita é para o Sr. Antônio Carlos do 501.")]
    [InlineData("Condomínio da Av. Paulista número mil.")]
    [InlineData("Quem está no portão é João P. Souza Andrade.")]
    [InlineData("Quem está no portão é a Dra. Márcia Regina.")]
    [InlineData("O bloco fica na quadra B. 12 andares depois.")]
    [InlineData("O valor combinado foi de 1.500 reais.")]
    [InlineData("O valor combinado foi de 1. 500 reais ao todo.")]
    [InlineData("Entrega da Silva e Cia. Ltda. Santos para hoje.")]
    [InlineData("Para entrega tecle o um... e aguarde na linha.")]
    [InlineData("Ele disse sim! e foi embora sem esperar.")]
    [InlineData("Edifício S. João Batista da Lagoa.")]
    public void What_is_one_sentence_is_not_cut(string text) => Assert.Equal([text], Sentences.Split(text));

    [Fact]
    public void A_word_alone_is_not_worth_a_synthesis_of_its_own()
    {
        Assert.Equal(["Certo. Vou chamar o morador, aguarde."], Sentences.Split("Certo. Vou chamar o morador, aguarde."));
        Assert.Equal(["Para entrega, tecle 1.", "Visita, 2. Serviço, 3."], Sentences.Split("Para entrega, tecle 1. Visita, 2. Serviço, 3."));
        Assert.Equal(["A sua entrada foi autorizada. Obrigado."], Sentences.Split("A sua entrada foi autorizada. Obrigado."));
    }

    [Fact]
    public void No_word_is_lost_or_said_twice() => Gen.Frequency(
            (8, Gen.Char['a', 'z']), (2, Gen.Char['A', 'Z']), (2, Gen.Const(' ')), (2, Gen.Const('.')), (1, Gen.Char["!?…,7"]))
        .Array[0, 120].Select(letters => new string(letters)).Sample(text => Assert.Equal(Bare(text), Bare(string.Concat(Sentences.Split(text)))));

    [Fact]
    public void Every_sentence_of_the_catalogue_ends_with_its_mark() => Assert.All(
        PromptCatalog.Embedded.FixedSentences.SelectMany(prompt => Sentences.Split(prompt.Text)), part => Assert.Contains(part[^1], ".?!…:"));

    private static string Bare(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
