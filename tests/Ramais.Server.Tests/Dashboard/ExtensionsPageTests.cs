using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ramais.Server.Tests.Dashboard;

/// <summary>Extensions changed on their page, and what that does to calls.</summary>
public sealed class ExtensionsPageTests(Browser browser)
{
    [Fact]
    public async Task An_extension_is_added_and_can_be_called_at_once()
    {
        var ports = FreePorts.Take(2);
        await using var rig = await DashboardRig.StartAsync();
        await using var window = await browser.OpenAsync(rig.Server);
        await window.GoAsync("/ramais");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Novo ramal" }).ClickAsync();
        await FillAsync(window, "Ramal IA", "3001");
        await FillAsync(window, "Ramal de retorno", "3002");
        await FillAsync(window, "Condomínio", "15");
        await FillAsync(window, "Endereço", "127.0.0.1");
        await FillAsync(window, "Porta do visitante", $"{ports[0]}");
        await FillAsync(window, "Porta de retorno", $"{ports[1]}");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Gravar" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "3001" })).ToContainTextAsync("ativo");
        await using var visitor = await Caller.ConnectAsync(ports[0]);
        await rig.UntilAsync(visitor, "asking_intent");
        await window.GoAsync("/");
        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "ramal 3001" })).ToBeVisibleAsync();
        window.HasNoComplaints();
    }

    [Fact]
    public async Task What_the_source_refuses_stands_beside_the_field()
    {
        await using var rig = await DashboardRig.StartAsync();
        await using var window = await browser.OpenAsync(rig.Server);
        await window.GoAsync("/ramais");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Novo ramal" }).ClickAsync();
        await FillAsync(window, "Ramal IA", "2011");
        await FillAsync(window, "Ramal de retorno", "3002");
        await FillAsync(window, "Condomínio", "quinze");
        await FillAsync(window, "Porta do visitante", "70000");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Gravar" }).ClickAsync();
        await Expect(window.Page.Locator("#porta_ia-falha")).ToContainTextAsync("fora da faixa");
        await Expect(window.Page.Locator("#condominio_id-falha")).ToContainTextAsync("não é um número inteiro");
        Assert.Equal("porta_ia-falha", await window.Page.GetByLabel("Porta do visitante").GetAttributeAsync("aria-describedby"));
        await FillAsync(window, "Condomínio", "15");
        await FillAsync(window, "Porta do visitante", $"{rig.VisitorPort}");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Gravar" }).ClickAsync();
        await Expect(window.Page.Locator("#porta_ia-falha")).ToContainTextAsync("já em uso");
        await Expect(window.Page.Locator("#ramal_ia-falha")).ToContainTextAsync("já em uso");
        await Expect(window.Page.Locator("#condominio_id-falha")).ToHaveCountAsync(0);
        window.HasNoComplaints();
    }

    [Fact]
    public async Task An_extension_is_changed_restarted_found_and_removed()
    {
        var ports = FreePorts.Take(2);
        await using var rig = await DashboardRig.StartAsync();
        await rig.Server.SendAsync(HttpMethod.Post, "/api/extensions", $$"""{"ramal_ia":"3001","ramal_retorno":"3002","ip_servidor":"127.0.0.1","porta_ia":{{ports[0]}},"porta_retorno":{{ports[1]}},"condominio_id":16}""");
        await using var window = await browser.OpenAsync(rig.Server);
        await window.GoAsync("/ramais");
        await window.Page.GetByLabel("Procurar").FillAsync("3001");
        await Expect(window.Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2); // its head and the one found
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Alterar 3001" }).ClickAsync();
        await FillAsync(window, "Condomínio", "15");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Gravar" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "3001" }).Locator("td").Nth(3)).ToHaveTextAsync("15");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Reiniciar 3001" }).ClickAsync();
        await Expect(window.Page.GetByText("Portas reabertas.")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Remover 3001" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Remover", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(0);
        window.HasNoComplaints();
    }

    private static Task FillAsync(Window window, string label, string text) => window.Page.GetByRole(AriaRole.Dialog).GetByLabel(label).FillAsync(text);
}
