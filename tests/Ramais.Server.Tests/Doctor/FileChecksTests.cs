using Ramais.Server.Doctor;

namespace Ramais.Server.Tests.Doctor;

public sealed class FileChecksTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    [Fact]
    public void A_folder_that_can_be_created_is_good_and_is_not_created()
    {
        var folder = Path.Combine(_folder.FullName, "a", "b");
        var finding = FileChecks.DataFolder(folder);

        Assert.Equal(FindingLevel.Good, finding.Level);
        Assert.EndsWith("a ser criada", finding.Text, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void A_folder_below_a_file_cannot_be_had() =>
        Assert.Equal(FindingLevel.Missing, FileChecks.DataFolder(Path.Combine(Write("arquivo", ""), "dados")).Level);

    [Fact]
    public void Extensions_are_counted_and_bad_rows_named_with_their_reasons()
    {
        var path = Write("ramais_config.json", """
            {"ramais":[{"id":10,"ramal_ia":"1","ramal_retorno":"2","ip_servidor":"127.0.0.1","porta_ia":8101,"porta_retorno":8201,"condominio_id":15},
             {"id":11,"ramal_ia":"3","ramal_retorno":"4","ip_servidor":"127.0.0.1","porta_ia":70000,"porta_retorno":8202,"condominio_id":15}]}
            """);
        var (findings, extensions) = FileChecks.Extensions(path);

        Assert.Equal(10, Assert.Single(extensions).Id);
        Assert.Equal([FindingLevel.Good, FindingLevel.Warning], findings.Select(f => f.Level));
        Assert.Contains("a linha 11", findings[1].Text, StringComparison.Ordinal);
        Assert.Contains("70000", findings[1].Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_extension_file_is_essential() =>
        Assert.Equal(FindingLevel.Missing, Assert.Single(FileChecks.Extensions(Write("ramais_config.json", "{")).Findings).Level);

    [Fact]
    public void Files_that_do_not_exist_yet_are_good()
    {
        var missing = Path.Combine(_folder.FullName, "nada.json");

        Assert.Equal(FindingLevel.Good, Assert.Single(FileChecks.Extensions(missing).Findings).Level);
        Assert.Equal(FindingLevel.Good, Assert.Single(FileChecks.Directory(missing, withSample: true)).Level);
        Assert.Equal(FindingLevel.Missing, Assert.Single(FileChecks.Directory(missing, withSample: false)).Level);
    }

    [Fact]
    public void Each_directory_entry_that_would_be_skipped_is_a_warning()
    {
        var findings = FileChecks.Directory(Write("diretorio.json", """[{"condominium_id":15,"name":"A","apartments":[{"residents":[]}]}]"""), withSample: true);

        Assert.All(findings, finding => Assert.Equal(FindingLevel.Warning, finding.Level));
        Assert.NotEmpty(findings);
    }
}
