using CsCheck;
using Ramais.Language;

namespace Ramais.Tests.Language;

public sealed class SpokenNumbersTests
{
    private static readonly string[] Units =
        ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze", "catorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove"];

    private static readonly string[] Tens = ["", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"];

    private static readonly string[] Hundreds =
        ["", "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos", "setecentos", "oitocentos", "novecentos"];

    [Theory]
    [InlineData("quinhentos e um", "501")]
    [InlineData("cinco zero um", "501")]
    [InlineData("cinco, zero, um", "501")]
    [InlineData("doze zero quatro", "1204")]
    [InlineData("mil duzentos e quatro", "1204")]
    [InlineData("mil e duzentos e quatro", "1204")]
    [InlineData("dois mil e um", "2001")]
    [InlineData("três zero meia", "306")]
    [InlineData("12 zero quatro", "1204")]
    [InlineData("1.204", "1204")]
    [InlineData("CENTO E UM", "101")]
    public void A_number_is_read_as_said(string spoken, string digits) =>
        Assert.Equal(digits, Assert.Single(SpokenNumbers.Find(Phrase.Split(spoken))).Readings[0]);

    [Theory]
    [InlineData("é quatrocentos e... quatrocentos e um", "400", "401")]
    [InlineData("cinco... cinco zero um", "5", "501")]
    public void A_restart_is_two_numbers(string spoken, string begun, string said) =>
        Assert.Equal([begun, said], SpokenNumbers.Find(Phrase.Split(spoken)).Select(n => n.Readings[0]));

    [Fact]
    public void A_digit_said_twice_in_rhythm_is_no_restart() =>
        Assert.Equal("5501", Assert.Single(SpokenNumbers.Find(Phrase.Split("cinco, cinco, zero, um"))).Readings[0]);

    [Fact]
    public void Tens_and_units_without_e_may_stand_apart() =>
        Assert.Equal(["42", "402"], SpokenNumbers.Find(Phrase.Split("quarenta dois"))[0].Readings);

    [Fact]
    public void Every_number_to_1999_comes_back() =>
        Gen.Int[1, 1999].Sample(n => SpokenNumbers.Find(Phrase.Split(Say(n))) is [var only] && only.Readings[0] == n.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Every_row_of_digits_comes_back() =>
        Gen.Int[0, 9].Array[2, 5].Sample(digits =>
            SpokenNumbers.Find(Phrase.Split(string.Join(' ', digits.Select(d => Units[d])))) is [var only] && only.Readings[0] == string.Concat(digits));

    private static string Say(int n) => n switch
    {
        >= 1000 => n == 1000 ? "mil" : $"mil {(n % 1000 < 100 ? "e " : "")}{Say(n % 1000)}",
        100 => "cem",
        > 100 => Hundreds[n / 100] + (n % 100 > 0 ? $" e {Say(n % 100)}" : ""),
        >= 20 => Tens[n / 10] + (n % 10 > 0 ? $" e {Units[n % 10]}" : ""),
        _ => Units[n],
    };
}
