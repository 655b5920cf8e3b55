using System.Text;
using System.Text.Json;
using Ramais.Extensions;
using Ramais.Testing;

namespace Ramais.Tests.Extensions;

public sealed class JsonExtensionFileTests : IDisposable
{
    private const string FirstVersion =
        """{"ramais":[{"id":10,"ramal_ia":"2018519","ramal_retorno":"2018520","ip_servidor":"0.0.0.0","porta_ia":8101,"porta_retorno":8201,"condominio_id":15}]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_the_first_version_loads() =>
        Assert.Equal([new ExtensionRow(10, "2018519", "2018520", "0.0.0.0", "8101", "8201", "15")], Parse(FirstVersion));

    [Fact]
    public void What_is_written_has_exactly_the_first_versions_shape()
    {
        var written = JsonDocument.Parse(JsonExtensionFile.Format(Parse(FirstVersion)));
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(FirstVersion).RootElement, written.RootElement));
    }

    [Fact]
    public void Edits_by_hand_may_have_a_byte_order_mark_comments_and_a_comma_too_many() => Assert.Single(Parse(
        """
        // portaria
        {"ramais":[{"id":"10","ramal_ia":2018519,"ramal_retorno":"2018520","ip_servidor":"::","porta_ia":"8101","condominio_id":15},]}
        """.Insert(0, "\uFEFF")));

    [Fact]
    public void An_odd_value_is_a_fault_of_its_row_only()
    {
        var rows = Parse("""{"ramais":[{"id":{},"porta_ia":[1]},{"id":2,"porta_ia":8102}]}""");
        Assert.Equal([0, 2], rows.Select(r => r.Id));
        Assert.Equal("[1]", rows[0].VisitorPort);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ramais":null}""")]
    [InlineData("""{"ramais":[null]}""")]
    [InlineData("""{"ramais":[{"id":10,"ramal_ia":"20185""")]
    public void Anything_else_is_broken(string text) => Assert.ThrowsAny<JsonException>(() => Parse(text));

    [Fact]
    public void Saving_keeps_the_previous_version_and_leaves_no_temporary_file()
    {
        var file = new JsonExtensionFile(_folder.File("ramais_config.json"));
        file.Save([Rows.Row(1, 8101)]);
        file.Save([Rows.Row(2, 8102)]);
        Assert.Equal(2, JsonExtensionFile.Read(file.Path, out _)[0].Id);
        Assert.Equal(1, JsonExtensionFile.Read(file.BackupPath, out _)[0].Id);
        Assert.Equal(2, System.IO.Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void Saving_over_a_broken_file_does_not_cost_the_good_backup()
    {
        var file = new JsonExtensionFile(_folder.File("ramais_config.json"));
        file.Save([Rows.Row(1, 8101)]);
        file.Save([Rows.Row(2, 8102)]);
        File.WriteAllText(file.Path, "{\"ramais\":[");
        file.Save([Rows.Row(3, 8103)]);
        Assert.Equal(1, JsonExtensionFile.Read(file.BackupPath, out _)[0].Id);
        Assert.Equal("{\"ramais\":[", File.ReadAllText(file.UnreadablePath));
    }

    [Fact]
    public void A_broken_file_is_named_with_the_line_and_the_cure()
    {
        var path = _folder.File("ramais_config.json");
        File.WriteAllText(path, "{\"ramais\":[\n{\"id\":1,\n");
        var fault = Assert.Throws<ExtensionSourceException>(() => JsonExtensionFile.Read(path, out _));
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains("linha 3", fault.Message, StringComparison.Ordinal);
    }

    private static System.Collections.Immutable.ImmutableArray<ExtensionRow> Parse(string text) => JsonExtensionFile.Parse(Encoding.UTF8.GetBytes(text));
}
