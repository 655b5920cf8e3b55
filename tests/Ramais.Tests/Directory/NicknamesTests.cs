using Ramais.Directory;
using Ramais.Language;

namespace Ramais.Tests.Directory;

public sealed class NicknamesTests
{
    [Theory]
    [InlineData("Zé", "José")]
    [InlineData("Chico", "Francisco")]
    [InlineData("Beto", "Humberto")]
    [InlineData("Nando", "Fernando")]
    [InlineData("Tião", "Sebastião")]
    [InlineData("Bia", "Beatriz")]
    [InlineData("Lu", "Luiza")]
    [InlineData("Lu", "Luísa")]
    [InlineData("Duda", "Eduarda")]
    [InlineData("Paulinho", "Paulo")]
    [InlineData("Marquinhos", "Marcos")]
    [InlineData("Terezinha", "Tereza")]
    [InlineData("Joãozinho", "João")]
    [InlineData("Luizinho", "Luís")]
    [InlineData("Aninha", "Ana")]
    public void A_nickname_stands_for_its_names(string nickname, string name) => Assert.True(Fit(nickname, name));

    [Theory]
    [InlineData("Zé", "Zélia")]
    [InlineData("Paulinha", "Paulo")]
    [InlineData("Marquinhos", "Marta")]
    [InlineData("Bia", "Maria")]
    [InlineData("José", "Zé")]
    [InlineData("vizinho", "Vivian")]
    public void It_stands_for_no_other(string nickname, string name) => Assert.False(Fit(nickname, name));

    private static bool Fit(string nickname, string name) =>
        Nicknames.Fit(SoundingName.Of(Phrase.Fold(nickname)), SoundingName.Of(Phrase.Fold(name)));
}
