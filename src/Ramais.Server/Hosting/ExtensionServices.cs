using Microsoft.AspNetCore.Connections;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Settings;

namespace Ramais.Server.Hosting;

/// <summary>Puts the extensions together: their source, the reload loop and the listeners.</summary>
internal static class ExtensionServices
{
    private const string ReturnPortsFile = "portas_retorno.json";

    public static IServiceCollection AddExtensions(this IServiceCollection services, RamaisSettings settings)
    {
        var path = settings.DataFile(FirstStart.ExtensionsFile);
        services.AddMedia(settings);
        services.AddSingleton(settings.PbxAllow);
        services.AddSingleton<PbxGuard>();
        services.AddSingleton(new JsonExtensionFile(path));
        services.AddSingleton<IExtensionSource, FileExtensionSource>();
        services.AddSingleton(s => new ReturnPortFile(settings.DataFile(ReturnPortsFile), s.GetRequiredService<ILogger<ReturnPortFile>>()));
        services.AddSingleton(new ReloadOptions(settings.AllowEmptyExtensions, settings.PortAlternatives));
        services.AddSingleton(s => new FileWatch(path, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new LiveListeners(
            s.GetRequiredKeyedService<IConnectionListenerFactory>(MediaServices.Key), s.GetRequiredService<IConnectionHandler>(), s.GetRequiredService<PbxGuard>(),
            settings.PortAlternatives, MachineAddresses.Present, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<LiveListeners>>()));
        services.AddSingleton<Reloader>();
        services.AddHostedService<ExtensionService>();
        return services;
    }
}
