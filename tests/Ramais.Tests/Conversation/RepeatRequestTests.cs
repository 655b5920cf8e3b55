using Ramais.Conversation;

namespace Ramais.Tests.Conversation;

public sealed class RepeatRequestTests
{
    [Theory]
    [InlineData("repete por favor")]
    [InlineData("Como?")]
    [InlineData("hã? não entendi")]
    [InlineData("desculpa, não ouvi")]
    [InlineData("fala mais alto, por favor")]
    public void Who_did_not_hear_asks_again(string words) => Assert.True(RepeatRequest.IsOne(words));

    [Theory]
    [InlineData("é o Beto de novo, entrega pro 501")]
    [InlineData("como faço pra entrar")]
    [InlineData("alô")]
    [InlineData("sim")]
    [InlineData("")]
    public void Other_words_are_no_request(string words) => Assert.False(RepeatRequest.IsOne(words));
}
