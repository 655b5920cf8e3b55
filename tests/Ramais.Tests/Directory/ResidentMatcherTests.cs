using Ramais.Directory;
using Ramais.Tests.Language;

namespace Ramais.Tests.Directory;

/// <summary>Whom a spoken name means, in the two condominiums of the sample directory.</summary>
public sealed class ResidentMatcherTests
{
    private static readonly DirectorySnapshot Sample = DirectoryFile.Load(Samples.PathOf("directory.json")).Snapshot;
    private static readonly CondominiumDirectory Aurora = Sample.For(15);
    private static readonly CondominiumDirectory Ipe = Sample.For(16);

    [Theory]
    [InlineData("Thiago Queirós", "Tiago Queiroz")]
    [InlineData("tiago", "Tiago Queiroz")]
    [InlineData("Uélinton", "Wellington Dias Furtado")]
    [InlineData("Welinton Dias", "Wellington Dias Furtado")]
    [InlineData("Taís", "Thaís Furtado")]
    [InlineData("Ana", "Ana Beatriz Siqueira")]
    [InlineData("Eduardo", "Eduardo Nogueira")]
    [InlineData("seu Tavares", "Rogério Tavares")]
    [InlineData("dona Paula", "Paula Fontoura")]
    [InlineData("Mariana Bitencur", "Mariana Bittencourt")]
    public void A_name_as_heard_finds_its_resident(string spoken, string resident) =>
        Assert.Equal(resident, Assert.IsType<ResidentMatch.One>(ResidentMatcher.Match(Aurora, spoken)).Resident.Name);

    [Theory]
    [InlineData("Gustavo")]
    [InlineData("Wellington Souza")]
    [InlineData("Paulo")]
    [InlineData("Renato")]
    [InlineData("Daniela")]
    [InlineData("Prado")]
    [InlineData("Sônia Ribas")]
    [InlineData("")]
    [InlineData("seu")]
    public void A_name_that_nobody_has_finds_nobody(string spoken) => Assert.IsType<ResidentMatch.None>(ResidentMatcher.Match(Aurora, spoken));

    [Fact]
    public void A_family_name_that_several_have_finds_all_of_them()
    {
        var several = Assert.IsType<ResidentMatch.Several>(ResidentMatcher.Match(Aurora, "dona Siqueira"));

        Assert.Equal(["Ana Beatriz Siqueira", "João Pedro Siqueira"], several.Candidates.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_apartment_settles_a_tie()
    {
        var one = Assert.IsType<ResidentMatch.One>(ResidentMatcher.Match(Ipe, "Pacheco", "B-12"));

        Assert.Equal("Márcio Pacheco", one.Resident.Name);
    }

    [Fact]
    public void A_name_between_two_asks_which()
    {
        var directory = new CondominiumDirectory(1, "", [new Apartment("1", ["Marcela Reis"], []), new Apartment("2", ["Marcelo Reis"], [])]);

        Assert.Equal(2, Assert.IsType<ResidentMatch.Several>(ResidentMatcher.Match(directory, "Marcele")).Candidates.Length);
    }

    [Fact]
    public void Only_this_condominium_is_looked_at() => Assert.IsType<ResidentMatch.None>(ResidentMatcher.Match(Ipe, "Renata Albuquerque"));
}
