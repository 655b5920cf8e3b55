using System.Text;
using Microsoft.Playwright;
using Ramais.Server.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Ramais.Server.Tests.Dashboard;

/// <summary>A table imported on the page of the directory.</summary>
public sealed class DirectoryPageTests(Browser browser)
{
    [Fact]
    public async Task A_table_is_shown_with_its_faults_and_then_written()
    {
        await using var rig = await DashboardRig.StartAsync();
        var file = rig.Server.Server.Settings.DataFile(FirstStart.DirectoryFile);
        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await using var window = await browser.OpenAsync(rig.Server);
        await window.GoAsync("/diretorio");
        await window.Page.GetByLabel("Arquivo").SetInputFilesAsync(new FilePayload
        {
            Name = "moradores.csv",
            MimeType = "text/csv",
            Buffer = Encoding.Latin1.GetBytes("condominio_id;apartamento;moradores;telefones\r\n15;501;Otávio Peçanha;1003501\r\n15;1305;<b>Íris</b>;1003135\r\n15;;X;1\r\n"),
        });
        await Expect(window.Page.GetByText("linha 4: apartamento vazio")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("2 apartamentos lidos: 1 novos, 1 alterados")).ToBeVisibleAsync();
        Assert.Equal(before, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)); // nothing is written unasked
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Gravar 2 apartamentos" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Otávio Peçanha" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "<b>Íris</b>" })).ToBeVisibleAsync(); // as text
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Mariana Bittencourt" })).ToBeVisibleAsync(); // was not spoken of
        window.HasNoComplaints();
    }

    [Fact]
    public async Task The_table_that_is_exported_can_be_imported()
    {
        await using var rig = await DashboardRig.StartAsync();
        var bytes = await rig.Server.Client.GetByteArrayAsync(new Uri("/diretorio/exportar", UriKind.Relative), TestContext.Current.CancellationToken);
        await using var window = await browser.OpenAsync(rig.Server);
        await window.GoAsync("/diretorio");
        await window.Page.GetByLabel("Arquivo").SetInputFilesAsync(new FilePayload { Name = "diretorio.csv", MimeType = "text/csv", Buffer = bytes });
        await Expect(window.Page.GetByText("0 novos, 0 alterados")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("0 linhas com falha")).ToBeVisibleAsync();
    }
}
