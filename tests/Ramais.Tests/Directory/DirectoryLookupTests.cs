using Ramais.Directory;
using Ramais.Tests.Language;

namespace Ramais.Tests.Directory;

public sealed class DirectoryLookupTests
{
    private static readonly DirectorySnapshot Sample = DirectoryFile.Load(Samples.PathOf("directory.json")).Snapshot;
    private static readonly CondominiumDirectory Aurora = Sample.For(15);
    private static readonly CondominiumDirectory Ipe = Sample.For(16);

    [Fact]
    public void An_apartment_alone_is_found_without_a_resident()
    {
        var found = Assert.IsType<LookupResult.Found>(DirectoryLookup.Find(Aurora, "501"));

        Assert.Equal(("501", null), (found.Apartment.Number, found.Resident));
    }

    [Fact]
    public void A_resident_alone_leads_to_the_apartment()
    {
        var found = Assert.IsType<LookupResult.Found>(DirectoryLookup.Find(Aurora, "", "Thiago"));

        Assert.Equal(("201", "Tiago Queiroz"), (found.Apartment.Number, found.Resident));
    }

    [Fact]
    public void Apartment_and_resident_of_one_home_are_found() =>
        Assert.Equal("Daniel Prado", Assert.IsType<LookupResult.Found>(DirectoryLookup.Find(Aurora, "501", "Daniel")).Resident);

    [Theory]
    [InlineData("501", "Rodrigo")]
    [InlineData("501", "Gustavo")]
    public void What_does_not_fit_together_is_a_mismatch(string apartment, string resident) =>
        Assert.IsType<LookupResult.Mismatch>(DirectoryLookup.Find(Aurora, apartment, resident));

    [Theory]
    [InlineData("999", "")]
    [InlineData("999", "Daniel")]
    [InlineData("", "Gustavo")]
    [InlineData("", "")]
    [InlineData("B-11", "")]
    public void What_is_not_there_is_not_found(string apartment, string resident) =>
        Assert.IsType<LookupResult.NotFound>(DirectoryLookup.Find(Aurora, apartment, resident));

    [Fact]
    public void A_number_of_two_blocks_asks_for_the_block()
    {
        var ambiguous = Assert.IsType<LookupResult.Ambiguous>(DirectoryLookup.FindByKeys(Ipe, "11"));

        Assert.Equal(["A-11", "B-11"], ambiguous.Apartments.Select(a => a.Number));
    }

    [Fact]
    public void The_resident_tells_the_block()
    {
        var found = Assert.IsType<LookupResult.Found>(DirectoryLookup.Find(Ipe, "11", "Otávio"));

        Assert.Equal(("B-11", "Otávio Lacerda"), (found.Apartment.Number, found.Resident));
    }

    [Theory]
    [InlineData("B11")]
    [InlineData("11B")]
    [InlineData("bloco B apartamento 11")]
    [InlineData("b-011")]
    public void A_block_is_understood_in_any_order(string written) =>
        Assert.Equal("B-11", Assert.IsType<LookupResult.Found>(DirectoryLookup.Find(Ipe, written)).Apartment.Number);

    [Theory]
    [InlineData("Casa 7", "7")]
    [InlineData("Torre 2 - 301", "2-301")]
    [InlineData("0501", "501")]
    public void A_directory_may_write_numbers_its_own_way(string written, string spoken)
    {
        var directory = new CondominiumDirectory(1, "", [new Apartment(written, [], []), new Apartment("99", [], [])]);

        Assert.Equal(written, Assert.IsType<LookupResult.Found>(DirectoryLookup.Find(directory, spoken)).Apartment.Number);
    }
}
