using Microsoft.AspNetCore.Connections;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Postgres;
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
        if (settings.Database is { } database)
            services.AddDatabase(database, settings.AutoRefresh);
        else
            services.AddLocalFile(path);
        services.AddSingleton(s => new ReturnPortFile(settings.DataFile(ReturnPortsFile), s.GetRequiredService<ILogger<ReturnPortFile>>()));
        services.AddSingleton(new ReloadOptions(settings.AllowEmptyExtensions, settings.PortAlternatives));
        services.AddSingleton(s => new LiveListeners(
            s.GetRequiredKeyedService<IConnectionListenerFactory>(MediaServices.Key), s.GetRequiredService<IConnectionHandler>(), s.GetRequiredService<PbxGuard>(),
            settings.PortAlternatives, MachineAddresses.Present, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<LiveListeners>>()));
        services.AddSingleton<Reloader>();
        services.AddHostedService<ExtensionService>();
        return services;
    }

    private static void AddLocalFile(this IServiceCollection services, string path)
    {
        services.AddSingleton<IExtensionSource, FileExtensionSource>();
        services.AddSingleton<IChangeFeed>(s => new FileWatch(path, s.GetRequiredService<TimeProvider>()));
    }

    /// <summary>The local file is then the reload loop's copy, which nobody watches.</summary>
    private static void AddDatabase(this IServiceCollection services, DatabaseSettings database, TimeSpan? poll)
    {
        services.AddSingleton(s => new Database(database, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IExtensionSource, PostgresExtensionSource>();
        services.AddSingleton<FileExtensionSource>();
        services.AddSingleton<INotifications, PostgresNotifications>();
        services.AddSingleton<IChangeFeed, PostgresChangeFeed>();
        if (poll is { } interval)
            services.AddSingleton<IChangeFeed>(s => new Polling(interval, s.GetRequiredService<TimeProvider>()));
    }
}
