using System.Buffers;
using CsCheck;
using Ramais.ClickToCall;

namespace Ramais.Tests.ClickToCall;

public sealed class DialableNumberTests
{
    private static readonly SearchValues<char> Endings = SearchValues.Create("/&@,()|;: $\n");

    [Theory]
    [InlineData("1003501", "1003501")]
    [InlineData("+5548999990000", "+5548999990000")]
    [InlineData("*72#", "*72#")]
    [InlineData("sip:501@aurora.local", "501")]
    public void Behind_a_trunk_the_user_of_an_address_is_dialled(string number, string dialled)
    {
        Assert.True(DialableNumber.IsDialable(number));
        Assert.Equal(dialled, DialableNumber.User(number));
    }

    [Fact]
    public void Whatever_passes_holds_nothing_that_ends_a_dial_string() =>
        Gen.Select(Gen.Int[0, 2].Select(start => new[] { "", "sip:", "sip:5@" }[start]), Gen.Char["0159+*#sip:@/&,(); a.|$\n"].Array[1, 8]).Sample((start, rest) =>
        {
            var number = start + new string(rest);
            return !DialableNumber.IsDialable(number) || DialableNumber.User(number).AsSpan().IndexOfAny(Endings) < 0;
        });
}
