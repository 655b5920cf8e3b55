using CsCheck;
using Ramais.Conversation;
using Ramais.Testing;

namespace Ramais.Tests.Conversation;

/// <summary>What a model's wording may tell a visitor.</summary>
public sealed class ReplyWordingTests
{
    private static string Allow(string reply, string said = "quanto tempo demora?") => ReplyWording.Allow(reply, said, FixedDirectory.Aurora);

    [Theory]
    [InlineData("Não sei informar quanto tempo isso demora.")]
    [InlineData("Bom dia! Em que posso ajudar?")]
    [InlineData("Desculpe, não conheço esse restaurante.")]
    public void A_harmless_sentence_is_said(string reply) => Assert.Equal(reply, Allow(reply));

    [Theory]
    [InlineData("O morador autorizou.")]
    [InlineData("Sua entrada foi LIBERADA!")]
    [InlineData("Pode entrar.")]
    [InlineData("pode subir")]
    [InlineData("O portão está aberto.")]
    [InlineData("Abrindo…")]
    [InlineData("Está tudo certo, entre.")]
    [InlineData("Seja bem-vindo.")]
    [InlineData("Infelizmente a visita foi negada.")]
    [InlineData("Autori\u00adzado.")]
    [InlineData("Autori\u0301zado.")]
    [InlineData("Auto<b></b>rizado.")]
    [InlineData("Auto rizado.")]
    [InlineData("A-u-t-o-r-i-z-a-d-o.")]
    [InlineData("\u0430uto\u0433izado")]
    [InlineData("Ela não está em casa.")]
    public void Who_may_enter_is_never_told_by_a_model(string reply) => Assert.Equal("", Allow(reply));

    [Theory]
    [InlineData("Quer falar com a Renata?", "quem trabalha aqui?")]
    [InlineData("Seria o Daniel Prado?", "quem trabalha aqui?")]
    [InlineData("Talvez o 501.", "não sei o número")]
    [InlineData("Talvez o quinhentos e um.", "não sei o número")]
    [InlineData("Ligue para 1003501.", "não sei o número")]
    public void A_name_or_a_number_that_the_visitor_did_not_say_is_never_told(string reply, string said) => Assert.Equal("", Allow(reply, said));

    [Fact]
    public void A_name_that_the_visitor_said_may_be_said_back() =>
        Assert.Equal("Não entendi, Renata?", Allow("Não entendi, Renata?", "é com a renata"));

    [Fact]
    public void A_long_reply_is_cut_at_a_sentence()
    {
        var sentence = "Não sei informar quanto tempo isso demora agora. ";
        var cut = Allow(string.Concat(Enumerable.Repeat(sentence, 40)));
        Assert.InRange(cut.Length, 200, 300);
        Assert.EndsWith("agora.", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void Mark_up_is_never_said()
    {
        var reply = Allow("<speak>Bom <break time=\"9s\"/>dia</speak> [[h@l'oU]] {choices} \u0001");
        Assert.DoesNotContain(reply, c => c is '<' or '>' or '[' or ']' or '{' or '}' or '\u0001');
        Assert.StartsWith("Bom dia", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_text_what_is_allowed_is_short_plain_and_forbids_itself_nothing() => Gen.Select(
            Gen.OneOf("autorizado", "<b>", "liberado", "bom", "dia", "Renata", "501", "não", "sei", "\u200b", "entre", ".", "demora"),
            Gen.OneOf(" ", "", "-", "\u00ad", "\n", ". "))
        .Array[0, 120].Sample(parts =>
        {
            var allowed = Allow(string.Concat(parts.Select(part => part.Item1 + part.Item2)));
            var bare = new string([.. allowed.Where(char.IsLetter)]);
            return allowed.Length <= 300 && !bare.Contains("autoriza") && !bare.Contains("liberad") && !bare.Contains("Renata") && !allowed.Any(char.IsDigit)
                && Allow(allowed) == allowed;
        });
}
