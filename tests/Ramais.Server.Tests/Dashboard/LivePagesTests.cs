using Microsoft.Extensions.DependencyInjection;
using Ramais.History;
using Ramais.Server.Dashboard.Calls;
using Ramais.Server.Phone;
using Ramais.Server.Tests.History;
using static Microsoft.Playwright.Assertions;

namespace Ramais.Server.Tests.Dashboard;

/// <summary>Pages that follow real calls.</summary>
public sealed class LivePagesTests(Browser browser)
{
    [Fact]
    public async Task A_call_appears_its_transcript_grows_its_decision_arrives_and_an_erasure_empties_the_open_page()
    {
        await using var rig = await DashboardRig.StartAsync();
        await using var window = await browser.OpenAsync(rig.Server);
        await window.GoAsync("/");
        await Expect(window.Page.GetByText("Tudo bem")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("Nenhuma chamada agora.")).ToBeVisibleAsync();

        await using var visitor = await rig.VisitorAsync();
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "ramal 2011" }).ClickAsync();
        await Expect(window.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("ramal 2011");
        await Expect(window.Page.Locator("ol.falas li").First).ToContainTextAsync("Portaria virtual do Residencial Aurora");
        await rig.UntilAsync(visitor, "asking_intent");
        await visitor.PressAsync("1");
        await Expect(window.Page.GetByText("perguntando o apartamento")).ToBeVisibleAsync();
        await visitor.PressAsync("501#");
        await rig.GiveNoNameAsync(visitor);
        await Expect(window.Page.GetByText("tocando o morador")).ToBeVisibleAsync();

        await using var resident = await rig.ResidentAsync(visitor);
        await Expect(window.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Morador" })).ToBeVisibleAsync();
        await rig.UntilAsync(visitor, "asking_resident");
        await resident.PressAsync("1");
        await Expect(window.Page.Locator("#resultado")).ToHaveTextAsync("Autorizada");
        await Expect(window.Page.Locator("table.cascata")).ToContainTextAsync("toque");
        await visitor.UntilEndAsync();
        await Expect(window.Page.GetByRole(Microsoft.Playwright.AriaRole.Status).First).ToContainTextAsync("autorizada");

        await Expect(window.Page.GetByText("501", new() { Exact = true })).ToBeVisibleAsync();
        await rig.WrittenAsync(visitor.Id);
        await rig.EraseAsync();
        await Expect(window.Page.GetByText("501", new() { Exact = true })).ToHaveCountAsync(0);
        await Expect(window.Page.Locator("ol.falas li")).ToHaveCountAsync(0);
        await Expect(window.Page.Locator("#resultado")).ToHaveTextAsync("Autorizada");
        window.HasNoComplaints();
    }

    [Fact]
    public async Task Past_calls_are_found_between_dates_and_dates_in_the_wrong_order_are_told()
    {
        await using var rig = await DashboardRig.StartAsync();
        await rig.Server.Server.Services.GetRequiredService<IHistoryStore>().SaveAsync([PastCalls.Ended(1)], TestContext.Current.CancellationToken);
        await using var window = await browser.OpenAsync(rig.Server, language: "en-US");
        await window.GoAsync("/chamadas");
        await window.Page.GetByLabel("Period").SelectOptionAsync(CallFilter.Dates);
        await window.Page.GetByLabel("From", new() { Exact = true }).FillAsync("2026-03-02");
        await window.Page.GetByLabel("To", new() { Exact = true }).FillAsync("2026-03-01");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.GetByText("From comes after To: swap the dates.")).ToBeVisibleAsync();
        await window.Page.GetByLabel("From", new() { Exact = true }).FillAsync("2026-03-01");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.Locator($"a[href='/chamadas/{PastCalls.Id(1)}']")).ToBeVisibleAsync();
        Assert.EndsWith("/chamadas?periodo=datas&de=2026-03-01&ate=2026-03-01", window.Page.Url, StringComparison.Ordinal);
        window.HasNoComplaints();
    }

    [Fact]
    public async Task A_party_is_hung_up_from_its_page()
    {
        await using var rig = await DashboardRig.StartAsync();
        await using var visitor = await rig.VisitorAsync();
        await using var window = await browser.OpenAsync(rig.Server);
        await window.GoAsync($"/chamadas/{visitor.Id}");
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Desligar visitante" }).ClickAsync();
        Assert.Equal(PhoneEnd.OtherHungUp, await visitor.UntilEndAsync());
        await Expect(window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Desligar visitante" })).ToHaveCountAsync(0);
        window.HasNoComplaints();
    }
}
