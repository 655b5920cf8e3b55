using Microsoft.AspNetCore.Connections;
using Ramais.Server.Media;
using Ramais.Server.Settings;
using Ramais.Voice;

namespace Ramais.Server.Hosting;

/// <summary>What carries the media ports: on Linux the media loops, elsewhere .NET's sockets and pacing threads.</summary>
internal static class MediaServices
{
    /// <summary>Key of the media ports' <see cref="IConnectionListenerFactory"/>; without a key, Kestrel would take it for HTTP.</summary>
    public const string Key = "media";

    /// <summary>Both run from their first use: the listeners open only when the calls behind them can be spoken to.</summary>
    public static void AddMedia(this IServiceCollection services, RamaisSettings settings)
    {
        if (OperatingSystem.IsLinux() && settings.MediaTransport == MediaTransport.Epoll)
        {
            services.AddSingleton(s => StartedLoops(s, settings));
            services.AddKeyedSingleton<IConnectionListenerFactory>(Key, (s, _) => s.GetRequiredService<MediaLoops>());
            services.AddSingleton<IPacer>(s => s.GetRequiredService<MediaLoops>());
            return;
        }
        services.AddKeyedSingleton<IConnectionListenerFactory, MediaListenerFactory>(Key);
        services.AddSingleton<IPacer>(StartedThreads);
    }

    private static MediaLoops StartedLoops(IServiceProvider services, RamaisSettings settings)
    {
        var loops = new MediaLoops(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<MediaLoops>>(), settings.MediaLoops);
        loops.Start();
        return loops;
    }

    private static PacingThreads StartedThreads(IServiceProvider services)
    {
        var threads = new PacingThreads(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<PacingThreads>>());
        threads.Start();
        return threads;
    }
}
