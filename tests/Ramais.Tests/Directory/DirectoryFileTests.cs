using Ramais.Conversation;
using Ramais.Directory;

namespace Ramais.Tests.Directory;

public sealed class DirectoryFileTests
{
    [Fact]
    public void Condominiums_have_their_own_apartments()
    {
        var load = DirectoryFile.Parse("""
            [{"condominium_id": 15, "name": "Aurora", "apartments": [{"apartment_number": "501", "residents": ["Renata"], "voip_number": ["1003501", "sip:501@aurora.local"]}]},
             {"condominium_id": "16", "apartments": [{"apartment_number": 11, "residents": "Marcelo", "voip_number": 1004011}]}]
            """);

        Assert.Empty(load.Faults);
        Assert.Equal(15, load.FirstCondominiumId);
        Assert.Equal(["1003501", "sip:501@aurora.local"], load.Snapshot.For(15).Apartments.Single().Phones);
        Assert.Equal(("11", "Marcelo", "1004011"), load.Snapshot.For(16).Apartments.Single() is var a ? (a.Number, a.Residents.Single(), a.Phones.Single()) : default);
        Assert.Empty(load.Snapshot.For(17).Apartments);
    }

    [Fact]
    public void A_condominium_may_have_its_own_greeting_and_voice()
    {
        var load = DirectoryFile.Parse("""
            [{"condominium_id": 15, "name": "Aurora", "greeting": "Oi! Aqui é o {condominium}, 24 horas.", "voice": "pt-br+f3", "apartments": []}]
            """);

        Assert.Empty(load.Faults);
        Assert.Equal(("Oi! Aqui é o {condominium}, 24 horas.", "pt-br+f3"), (load.Snapshot.For(15).Greeting, load.Snapshot.For(15).Voice));
    }

    [Fact]
    public void A_condominium_may_have_its_own_rules()
    {
        var load = DirectoryFile.Parse("""
            [{"condominium_id": 15, "consent": "Both", "do_not_disturb": "22:00-07:00", "apartments": []}, {"condominium_id": 16, "do_not_disturb": "nunca", "apartments": []}]
            """);

        Assert.Empty(load.Faults);
        Assert.Equal((ConsentPolicy.Both, QuietHours.Parse("22:00-07:00")), (load.Snapshot.For(15).Consent, load.Snapshot.For(15).DoNotDisturb));
        Assert.Equal((null, QuietHours.Never), (load.Snapshot.For(16).Consent, load.Snapshot.For(16).DoNotDisturb));
    }

    [Theory]
    [InlineData("greeting", "<speak>oi</speak>")]
    [InlineData("greeting", "Olá, {visitor}!")]
    [InlineData("greeting", "[[h@l'oU]]")]
    [InlineData("consent", "gesto")]
    [InlineData("do_not_disturb", "22h-7h")]
    [InlineData("voice", "pt-br; rm -rf /")]
    [InlineData("voice", "--help")]
    [InlineData("voice", "pt-br+../../f3")]
    [InlineData("voice", "en-us")]
    public void A_value_that_cannot_be_used_costs_one_line_and_the_usual_one_is_taken(string field, string value)
    {
        var load = DirectoryFile.Parse($$"""[{"condominium_id": 15, "{{field}}": "{{value}}", "apartments": [{"apartment_number": "501", "voip_number": "1"}]}]""");

        Assert.Contains($"condomínio 15: «{field}»", Assert.Single(load.Faults), StringComparison.Ordinal);
        Assert.Equal(("", ""), (load.Snapshot.For(15).Greeting, load.Snapshot.For(15).Voice));
        Assert.Equal((null, null), (load.Snapshot.For(15).Consent, load.Snapshot.For(15).DoNotDisturb));
        Assert.Single(load.Snapshot.For(15).Apartments);
    }

    [Fact]
    public void A_greeting_without_end_is_not_taken() =>
        Assert.Single(DirectoryFile.Parse($$"""[{"condominium_id": 15, "greeting": "{{new string('a', 161)}}", "apartments": []}]""").Faults);

    [Fact]
    public void A_bare_list_is_everybodys_directory()
    {
        var load = DirectoryFile.Parse("""[{"apartment_number": "501", "residents": ["Renata"], "voip_number": "sip:501@host"}]""");

        Assert.Empty(load.Faults);
        Assert.Equal("501", load.Snapshot.For(7).Apartments.Single().Number);
    }

    [Fact]
    public void A_bad_entry_costs_only_itself()
    {
        var load = DirectoryFile.Parse("""
            [{"condominium_id": "quinze", "apartments": []},
             {"condominium_id": 15, "apartments": [
               {"residents": ["Ana"], "voip_number": "1"},
               "501",
               {"apartment_number": "501", "residents": ["Renata", {"nome": "Daniel"}], "voip_number": "2"},
               {"apartment_number": "501", "voip_number": "3"},
               {"apartment_number": "502", "residents": null}]},
             {"condominium_id": 16},
             {"condominium_id": 15, "apartments": []}]
            """);

        Assert.Equal(["501", "502"], load.Snapshot.For(15).Apartments.Select(a => a.Number));
        Assert.Equal(["Renata"], load.Snapshot.For(15).Apartments[0].Residents);
        Assert.Collection(load.Faults,
            f => Assert.Contains("«quinze» não é um número inteiro", f, StringComparison.Ordinal),
            f => Assert.Contains("condomínio 15, apartamento 1: falta «apartment_number»", f, StringComparison.Ordinal),
            f => Assert.Contains("condomínio 15, apartamento 2: falta «apartment_number»", f, StringComparison.Ordinal),
            f => Assert.Contains("«residents» tem um valor que não é texto", f, StringComparison.Ordinal),
            f => Assert.Contains("«501» aparece mais de uma vez", f, StringComparison.Ordinal),
            f => Assert.Contains("«502» não tem «voip_number»", f, StringComparison.Ordinal),
            f => Assert.Contains("condomínio 16: falta a lista «apartments»", f, StringComparison.Ordinal),
            f => Assert.Contains("o condomínio 15 já apareceu antes", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("não é json")]
    [InlineData("[{\"condominium_id\": 15,")]
    [InlineData("{\"condominium_id\": 15}")]
    public void A_broken_file_is_one_fault_and_nobody(string text)
    {
        var load = DirectoryFile.Parse(text);

        Assert.Single(load.Faults);
        Assert.Empty(load.Snapshot.For(15).Apartments);
    }
}
