using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using MudBlazor;
using Ramais.Server.Dashboard.Language;
using Ramais.Server.Dashboard.SignIn;

namespace Ramais.Server.Dashboard;

/// <summary>Bar, menu and theme. Light or dark is as the system has it until somebody switches.</summary>
public sealed partial class MainLayout
{
    private MudThemeProvider? _provider;
    private bool _dark;
    private bool _open = true;
    private bool _signedIn;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [CascadingParameter(Name = "Theme")] private string? Theme { get; set; }

    [CascadingParameter(Name = "Token")] private string? Token { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    private IEnumerable<(string Path, string Icon, string Name)> Links =>
    [
        ("/", Icons.Material.Filled.Dashboard, Tongue["Visão geral", "Overview"]),
        ("/ramais", Icons.Material.Filled.Dialpad, Tongue["Ramais", "Extensions"]),
        ("/chamadas", Icons.Material.Filled.Call, Tongue["Chamadas", "Calls"]),
        ("/diretorio", Icons.Material.Filled.Apartment, Tongue["Diretório", "Directory"]),
        ("/saude", Icons.Material.Filled.MonitorHeart, Tongue["Saúde", "Health"]),
    ];

    protected override async Task OnInitializedAsync()
    {
        _dark = Theme == "escuro";
        _signedIn = (await Authentication).User.Identity is { IsAuthenticated: true, AuthenticationType: not LoopbackSignIn.Name };
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        if (Theme is null && _provider is not null)
        {
            await _provider.WatchSystemDarkModeAsync(FollowSystemAsync);
            await FollowSystemAsync(await _provider.GetSystemDarkModeAsync());
        }
        await Browser.InvokeVoidAsync("ramais.setClock", Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private Task FollowSystemAsync(bool dark)
    {
        if (Theme is null && _dark != dark)
            _dark = dark;
        return InvokeAsync(StateHasChanged);
    }

    private async Task SwitchThemeAsync()
    {
        _dark = !_dark;
        Theme = _dark ? "escuro" : "claro";
        await Browser.InvokeVoidAsync("ramais.setTheme", Theme);
    }
}
