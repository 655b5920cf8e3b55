using Ramais.Server.Doctor;

namespace Ramais.Server.Tests.Doctor;

public class MachineChecksTests
{
    [Theory]
    [InlineData("10.0.12", "Good")]
    [InlineData("9.0.1", "Missing")]
    public void Needs_dotnet_10(string version, string level) =>
        Assert.Equal(level, MachineChecks.Runtime(Version.Parse(version)).Level.ToString());

    [Fact]
    public void Finds_the_voice_on_the_search_path()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory();
        try
        {
            var missing = MachineChecks.Voice($"/nao/existe:{folder.FullName}");
            Assert.Equal(FindingLevel.Warning, missing.Level);
            Assert.Contains("apt-get install espeak-ng", missing.Cure, StringComparison.Ordinal);

            File.WriteAllText(Path.Combine(folder.FullName, "espeak-ng"), "");
            Assert.Equal(FindingLevel.Good, MachineChecks.Voice($"/nao/existe:{folder.FullName}").Level);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Max open files            1024                 524288               files", "Good", "até 524288")]
    [InlineData("Max open files            1024                 unlimited            files", "Good", "sem limite")]
    [InlineData("Max open files            256                  1024                 files", "Warning", "o limite é 1024")]
    [InlineData("Max processes             1                    1                    processes", "Good", "limite desconhecido neste sistema")]
    public void Judges_the_limit_that_the_runtime_raises_itself_to(string line, string level, string text)
    {
        var finding = MachineChecks.OpenFiles($"Limit                     Soft Limit           Hard Limit           Units\n{line}\n");

        Assert.Equal((level, text), (finding.Level.ToString(), finding.Text));
    }

    [Fact]
    public void A_finding_is_one_line_with_its_cure() =>
        Assert.Equal("FALTA  ajustes: API_PORT=\"x\"; corrija-o", Finding.Missing("ajustes", "API_PORT=\"x\"", "corrija-o").ToString());
}
