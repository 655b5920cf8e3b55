using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Dashboard;
using Ramais.Server.Http;
using Ramais.Server.Settings;
using Ramais.Server.Telemetry;

namespace Ramais.Server.Hosting;

/// <summary>The running server: the ports of the extensions and the HTTP API.</summary>
internal sealed class RamaisServer : IAsyncDisposable
{
    /// <summary>What the host waits beyond SHUTDOWN_SECONDS: the farewell of calls in progress, and closing.</summary>
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;

    private RamaisServer(WebApplication app, RamaisSettings settings, ImmutableArray<string> created)
    {
        _app = app;
        Settings = settings;
        CreatedFiles = created;
        ApiAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public RamaisSettings Settings { get; }

    /// <summary>Sample files that this start created.</summary>
    public ImmutableArray<string> CreatedFiles { get; }

    /// <summary>Where the API listens; the real port where API_PORT is 0.</summary>
    public Uri ApiAddress { get; }

    public IServiceProvider Services => _app.Services;

    public LiveListeners Listeners => Services.GetRequiredService<LiveListeners>();

    public Reloader Extensions => Services.GetRequiredService<Reloader>();

    /// <summary>Cancelled when the server begins to stop, asked to or because a part of it died.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts everything; on return the extensions are loaded and the API answers.</summary>
    /// <param name="settings">Read and valid.</param>
    /// <param name="configure">Adds what takes the calls: an IConnectionHandler and an ICallBoard. It may replace anything else, logging too.</param>
    /// <param name="cancellation">Gives the start up.</param>
    /// <exception cref="ServerStartException">The data folder can't be written or the API's port can't be opened.</exception>
    public static async Task<RamaisServer> StartAsync(
        RamaisSettings settings, Action<IServiceCollection, RamaisSettings> configure, CancellationToken cancellation)
    {
        CheckPort(settings);
        var created = FirstStart.CreateMissing(settings);
        var app = Build(settings, configure);
        try
        {
            await app.StartAsync(cancellation);
            return new RamaisServer(app, settings, created);
        }
        catch (Exception fault)
        {
            await app.DisposeAsync();
            if (fault is not IOException)
                throw;
            throw Refused(settings, fault.InnerException ?? fault);
        }
    }

    /// <summary>Stops in order: the loops, the ports, the calls, which have SHUTDOWN_SECONDS to end by themselves, the API, the outbox.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The host would find it out last, with the ports of the extensions open, and tell it with a stack trace.</summary>
    private static void CheckPort(RamaisSettings settings)
    {
        try
        {
            if (settings.ApiPort != 0)
                SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(settings.ApiHost, settings.ApiPort)).Dispose();
        }
        catch (SocketException fault)
        {
            throw Refused(settings, fault);
        }
    }

    private static ServerStartException Refused(RamaisSettings settings, Exception fault) => new(
        BindFault.IsOfPort(fault)
            ? $"API_PORT={settings.ApiPort}: {BindFault.Describe(fault)}; escolha outra porta em API_PORT ou encerre o que a usa."
            : $"API_HOST={settings.ApiHost}, API_PORT={settings.ApiPort}: {BindFault.Describe(fault)}; corrija API_HOST.",
        fault);

    private static WebApplication Build(RamaisSettings settings, Action<IServiceCollection, RamaisSettings> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "Ramais.Server",
            ContentRootPath = AppContext.BaseDirectory, // the pages' files are beside the program, whatever the working directory
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, settings));
        builder.Logging.AddLog(settings.Telemetry);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // its warning, that keys lie unencrypted in DATA_DIR, has no cure here
        builder.Services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton<IHostLifetime, CallerLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.ShutdownLimit + ShutdownGrace);
        builder.Services.AddExtensions(settings).AddApi().AddMetricsEndpoint().AddRecordings(settings);
        builder.AddOpenTelemetry(settings.Telemetry);
        builder.AddDashboard(settings);
        configure(builder.Services, settings);
        var app = builder.Build();
        app.UseDashboardHeaders();
        app.MapApi(settings);
        app.MapMetrics();
        app.MapDashboard();
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, RamaisSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = ApiErrors.LongestBody;
        kestrel.Listen(new IPEndPoint(settings.ApiHost, settings.ApiPort));
    }
}
