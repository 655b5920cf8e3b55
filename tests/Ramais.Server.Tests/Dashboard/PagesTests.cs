using Microsoft.Playwright;
using Ramais.Server.Settings;
using static Microsoft.Playwright.Assertions;

namespace Ramais.Server.Tests.Dashboard;

/// <summary>Every page, light and wide, dark and narrow: accessible, without complaints of the console, within the window's width.</summary>
public sealed class PagesTests(Browser browser)
{
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["visao-geral"] = "/",
        ["ramais"] = "/ramais",
        ["chamadas"] = "/chamadas?periodo=datas", // with all its fields
        ["diretorio"] = "/diretorio",
        ["saude"] = "/saude",
    };

    // Colours and widths do not depend on each other: each is looked at once.
    private static readonly (int Width, bool Dark)[] Windows = [(1280, false), (400, true)];

    [Fact]
    public async Task Every_page_is_accessible_quiet_and_fits()
    {
        await using var rig = await DashboardRig.StartAsync();
        var ended = await rig.AuthorizedVisitAsync();
        await using var ringing = await rig.RingingVisitorAsync();
        foreach (var (width, dark) in Windows)
        {
            await using var window = await browser.OpenAsync(rig.Server, width, dark);
            foreach (var (name, path) in Paths)
                await CheckAsync(window, name, path, width, dark);
            await CheckAsync(window, "chamada", $"/chamadas/{ended}", width, dark);
            await CheckExaminedAsync(window, width, dark);
            await CheckDialogAsync(window, width, dark);
        }
    }

    [Fact]
    public async Task The_sign_in_is_accessible_quiet_and_fits()
    {
        await using var rig = await DashboardRig.StartAsync(s => s with { ApiKey = new Secret(DashboardRig.Key) });
        foreach (var (width, dark) in Windows)
        {
            await using var window = await browser.OpenAsync(rig.Server, width, dark);
            await window.Page.GotoAsync("/");
            await Expect(window.Page.GetByLabel("Senha")).ToBeFocusedAsync();
            await window.IsAccessibleAsync("entrar");
            await window.FitsAsync("entrar");
            await window.PictureAsync(Picture("entrar", width, dark));
            window.HasNoComplaints();
        }
    }

    [Fact]
    public async Task A_browser_that_prefers_English_gets_English()
    {
        await using var rig = await DashboardRig.StartAsync();
        await using var window = await browser.OpenAsync(rig.Server, language: "en-US");
        await window.GoAsync("/");
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        await Expect(window.Page.GetByText("All is well")).ToBeVisibleAsync();
        Assert.Equal("en", await window.Page.Locator("html").GetAttributeAsync("lang"));
    }

    [Fact]
    public async Task The_switch_of_light_and_dark_outlasts_the_page()
    {
        await using var rig = await DashboardRig.StartAsync();
        await using var window = await browser.OpenAsync(rig.Server);
        await window.GoAsync("/");
        var light = await BackgroundAsync(window);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Tema escuro" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Tema escuro", Pressed = true })).ToBeVisibleAsync();
        var dark = await BackgroundAsync(window);
        Assert.NotEqual(light, dark);
        await window.GoAsync("/ramais");
        Assert.Equal(dark, await BackgroundAsync(window));
    }

    [Fact]
    public async Task A_page_is_reached_by_the_keyboard_alone()
    {
        await using var rig = await DashboardRig.StartAsync();
        await using var window = await browser.OpenAsync(rig.Server);
        await window.GoAsync("/");
        await window.Page.Locator("body").ClickAsync();
        for (var presses = 0; presses < 20; presses++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            if (await window.Page.EvaluateAsync<string>("() => document.activeElement.textContent.trim()") == "Chamadas")
                break;
        }
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Chamadas");
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
    }

    private static async Task CheckAsync(Window window, string name, string path, int width, bool dark)
    {
        await window.GoAsync(path);
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await CheckAsync(window, name, width, dark);
    }

    private static async Task CheckAsync(Window window, string name, int width, bool dark)
    {
        var what = Picture(name, width, dark);
        await window.IsAccessibleAsync(what);
        await window.FitsAsync(what);
        await window.PictureAsync(what);
        window.HasNoComplaints();
    }

    private static async Task CheckExaminedAsync(Window window, int width, bool dark)
    {
        await window.GoAsync("/saude");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Examinar agora" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Table)).ToContainTextAsync(".NET");
        await CheckAsync(window, "saude-exame", width, dark);
    }

    private static async Task CheckDialogAsync(Window window, int width, bool dark)
    {
        await window.GoAsync("/ramais");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Novo ramal" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await CheckAsync(window, "ramal", width, dark);
    }

    private static Task<string> BackgroundAsync(Window window) => window.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    private static string Picture(string name, int width, bool dark) => $"{name}-{width}-{(dark ? "escuro" : "claro")}";
}
