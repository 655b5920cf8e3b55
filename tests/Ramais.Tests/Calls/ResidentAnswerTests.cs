using System.Collections.Immutable;
using Ramais.Calls;

namespace Ramais.Tests.Calls;

public sealed class ResidentAnswerTests
{
    private static readonly ImmutableArray<SpokenLine> Transcript =
    [
        new(1, LegRole.Visitor, "visitor", "entrega"), new(2, LegRole.Resident, "ramais", "Pressione 1."), new(3, LegRole.Resident, "resident", "quem é?"),
        new(4, LegRole.Resident, "resident", "pode entrar"), new(5, LegRole.Resident, "resident", "[1]"), new(6, LegRole.Visitor, "visitor", "[5]"),
    ];

    [Theory]
    [InlineData("voice", "pode entrar")]
    [InlineData("key", "[1]")]
    [InlineData("both", "pode entrar [1]")]
    public void It_is_what_the_resident_said_or_pressed_last(string by, string expected) => Assert.Equal(expected, ResidentAnswer.Of(Transcript, by));

    [Fact]
    public void Nothing_said_is_nothing() => Assert.Equal("", ResidentAnswer.Of([], "voice"));
}
