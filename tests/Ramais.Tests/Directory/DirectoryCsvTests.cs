using System.Collections.Immutable;
using Ramais.Directory;
using Ramais.Directory.Csv;

namespace Ramais.Tests.Directory;

public sealed class DirectoryCsvTests
{
    private const string Head = "condominio_id;condominio;apartamento;moradores;telefones\r\n";

    [Fact]
    public void A_table_is_read_with_several_residents_and_telephones_in_a_cell()
    {
        var read = DirectoryCsv.Parse(Head + "15;Aurora;501;Renata Prado | Davi Prado;1003501|sip:501@aurora.local\r\n");
        Assert.Empty(read.Faults);
        var only = Assert.Single(read.Apartments);
        Assert.Equal((2, 15, "Aurora", "501"), (only.Line, only.CondominiumId, only.CondominiumName, only.Apartment.Number));
        Assert.Equal(["Renata Prado", "Davi Prado"], only.Apartment.Residents);
        Assert.Equal(["1003501", "sip:501@aurora.local"], only.Apartment.Phones);
    }

    [Theory]
    [InlineData("condominio_id,apartamento,moradores,telefones\n15,501,\"Prado, Renata\",1003501\n")]
    [InlineData("\ufeffApartamento;Telefones;Moradores;Condominio_ID\n501;1003501;\"Prado, Renata\";15")]
    public void Commas_other_orders_and_a_byte_order_mark_are_read_too(string text)
    {
        var only = Assert.Single(DirectoryCsv.Parse(text).Apartments);
        Assert.Equal((15, "501", "Prado, Renata", "1003501"), (only.CondominiumId, only.Apartment.Number, only.Apartment.Residents[0], only.Apartment.Phones[0]));
    }

    [Theory]
    [InlineData("quinze;;501;A;1003501", "condominio_id «quinze» não é um número inteiro")]
    [InlineData("15;;;A;1003501", "apartamento vazio")]
    [InlineData("15;;501;A;", "telefones vazio")]
    [InlineData("15;;501;A;1003&app=x", "não pode ser discado")]
    [InlineData("15;;501;A", "telefones vazio")]
    public void A_line_that_is_wrong_is_named_and_leaves_the_others_alone(string line, string told)
    {
        var read = DirectoryCsv.Parse($"{Head}15;;401;B;1003401\n\n{line}\n15;;601;C;1003601\n");
        Assert.Equal(["401", "601"], read.Apartments.Select(a => a.Apartment.Number));
        var fault = Assert.Single(read.Faults);
        Assert.Equal(4, fault.Line);
        Assert.Contains(told, fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_of_two_equal_apartments_is_refused_with_the_line_of_the_first()
    {
        var fault = Assert.Single(DirectoryCsv.Parse($"{Head}15;;b-11;A;1\n16;;B-11;A;1\n15;;B-11;A;2\n").Faults);
        Assert.Equal(4, fault.Line);
        Assert.Contains("linha 2", fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_counted_through_cells_that_hold_line_ends()
    {
        var fault = Assert.Single(DirectoryCsv.Parse($"{Head}15;;501;\"A\n\"\"B\"\"\";1\n15;;502;A;\n").Faults);
        Assert.Equal(4, fault.Line);
    }

    [Theory]
    [InlineData("", "o arquivo está vazio")]
    [InlineData("apartamento;moradores\n501;A\n", "falta a coluna condominio_id, telefones")]
    public void A_file_without_the_columns_says_which(string text, string told)
    {
        var read = DirectoryCsv.Parse(text);
        Assert.Empty(read.Apartments);
        Assert.Contains(told, Assert.Single(read.Faults).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_runs_in_no_spreadsheet_and_is_read_again_as_it_was()
    {
        var apartment = new Apartment("+501", ["=HYPERLINK(\"http://x\")", "Ana; \"Bia\""], ["+551199", "*61"]);
        var text = DirectoryCsv.Format([new CondominiumDirectory(15, "@Aurora", [apartment])]);
        foreach (var cell in text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1].Split(';').Select(c => c.TrimStart('"')))
            Assert.False("=+-@".Contains(cell[0], StringComparison.Ordinal), cell);
        var read = Assert.Single(DirectoryCsv.Parse(text).Apartments);
        Assert.Equal("@Aurora", read.CondominiumName);
        Assert.Equal(apartment.Number, read.Apartment.Number);
        Assert.Equal(apartment.Residents, read.Apartment.Residents);
        Assert.Equal(apartment.Phones, read.Apartment.Phones);
    }

    [Fact]
    public void An_import_keeps_what_it_does_not_speak_of()
    {
        const string Before = """
            [{"condominium_id":15,"name":"Aurora","greeting":"Olá!","apartments":[
              {"apartment_number":"501","residents":["Velha"],"voip_number":"1","note":"azul"},
              {"apartment_number":"502","residents":["Outra"],"voip_number":"2"}]},
             {"condominium_id":16,"name":"Sol","apartments":[{"apartment_number":"1","residents":[],"voip_number":"9"}]}]
            """;
        var (json, counts) = DirectoryImport.Into(Before, Table("15;;501;Nova;1\n15;;502;Outra;2\n15;;503;Mais;3|4\n"), replaces: false);
        Assert.Equal(new ImportCounts(Added: 1, Changed: 1, Unchanged: 1, Removed: 0), counts);
        Assert.Contains("\"note\": \"azul\"", json, StringComparison.Ordinal);
        var after = DirectoryFile.Parse(json);
        Assert.Empty(after.Faults);
        Assert.Equal("Olá!", after.Snapshot.For(15).Greeting);
        Assert.Equal(["501", "502", "503"], after.Snapshot.For(15).Apartments.Select(a => a.Number));
        Assert.Equal(["Nova"], after.Snapshot.For(15).Apartments[0].Residents);
        Assert.Equal(["3", "4"], after.Snapshot.For(15).Apartments[2].Phones);
        Assert.Single(after.Snapshot.For(16).Apartments);
    }

    [Fact]
    public void An_import_that_replaces_removes_the_others_of_its_condominiums_alone()
    {
        var (before, _) = DirectoryImport.Into("", Table("15;Aurora;501;A;1\n15;;502;B;2\n16;Sol;1;C;3\n"), replaces: false);
        var (after, counts) = DirectoryImport.Into(before, Table("15;;502;B;2\n"), replaces: true);
        Assert.Equal(new ImportCounts(0, 0, 1, 1), counts);
        var read = DirectoryFile.Parse(after);
        Assert.Equal("502", Assert.Single(read.Snapshot.For(15).Apartments).Number);
        Assert.Equal("Sol", read.Snapshot.For(16).Name);
    }

    private static ImmutableArray<CsvApartment> Table(string lines)
    {
        var read = DirectoryCsv.Parse(Head + lines);
        Assert.Empty(read.Faults);
        return read.Apartments;
    }
}
