using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using MudBlazor;
using MudBlazor.Services;
using Ramais.Server.Dashboard.Directories;
using Ramais.Server.Dashboard.Live;
using Ramais.Server.Dashboard.SignIn;
using Ramais.Server.Settings;

namespace Ramais.Server.Dashboard;

/// <summary>Puts the operator's pages together and serves them beside the API.</summary>
internal static class DashboardHosting
{
    public static void AddDashboard(this WebApplicationBuilder builder, RamaisSettings settings)
    {
        // Both are for editing files while they are served; the first would answer every unknown path of the API instead of it.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        var services = builder.Services;
        services.AddSignIn(settings);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter);
        services.AddSingleton<ProviderStates>();
        services.AddSingleton<DashboardReader>();
        services.AddSingleton<OwnAddress>();
        services.AddSingleton<DirectoryBook>();
        services.AddSingleton<LiveBoard>();
        services.AddHostedService(s => s.GetRequiredService<LiveBoard>());
        services.AddSingleton<LatencyWatch>();
        services.AddHostedService(s => s.GetRequiredService<LatencyWatch>());
        services.AddScoped<Operations>();
    }

    /// <summary>Before everything else, so that every page has them.</summary>
    public static void UseDashboardHeaders(this WebApplication app) => app.Use(PageHeaders.SetAsync);

    public static void MapDashboard(this WebApplication app)
    {
        app.MapStaticAssets();
        SignInEndpoints.Map(app);
        DirectoryExport.Map(app);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(pages => pages.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization();
    }
}
