using Ramais.History;
using Ramais.Server.History;
using Ramais.Server.Settings;

namespace Ramais.Server.Http;

/// <summary>The HTTP API as a whole; each resource has a class of its own.</summary>
internal static class Api
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddRoutingCore()
        .AddApiDocument()
        .AddSingleton<ICallHistory, NoCallHistory>() // unless what takes the calls keeps one
        .AddSingleton<CallLookup>()
        .ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions))
        .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);

    public static void MapApi(this WebApplication app, RamaisSettings settings)
    {
        app.UseMiddleware<ApiErrors>();
        app.UseAuthentication();
        if (settings.ApiKey is { } key)
            app.UseMiddleware<ApiKeyGate>(key);
        else
            app.UseMiddleware<ApiLocalGate>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        StatusApi.Map(app);
        RefreshApi.Map(app);
        ExtensionsApi.Map(app);
        RestartApi.Map(app);
        RouteApi.Map(app);
        CallsApi.Map(app);
        RecordingApi.Map(app);
        HangupApi.Map(app);
        HealthApi.Map(app);
        ApiDocument.Map(app);
    }
}
