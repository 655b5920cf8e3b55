using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Ramais.Access;
using Ramais.Server.Access;
using Ramais.Server.Postgres;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Postgres;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

/// <summary>The outbox and its sinks put together as the server does, without the rest of it.</summary>
internal sealed class AccessRig : IAsyncDisposable
{
    public static readonly Guid CallId = Guid.Parse("6d6539d9-b4b5-4578-82cf-1578e459d6c6");

    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _hosted;

    private AccessRig(RamaisSettings settings, TimeProvider time, Action<IServiceCollection>? more)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddLogging(log => log.AddProvider(Log));
        services.AddSingleton<IHostApplicationLifetime, ApplicationLifetime>();
        more?.Invoke(services);
        services.AddAccess(settings);
        _services = services.BuildServiceProvider();
        _hosted = [.. _services.GetServices<IHostedService>()];
    }

    public LogWatch Log { get; } = new();

    public DecisionOutbox Outbox => _services.GetRequiredService<DecisionOutbox>();

    public static async Task<AccessRig> StartAsync(
        TemporaryFolder folder, IReadOnlyDictionary<string, string> settings, TimeProvider? time = null, Action<IServiceCollection>? more = null)
    {
        var read = SettingsReader.Read(new Dictionary<string, string>(settings) { ["DATA_DIR"] = folder.Path });
        var rig = new AccessRig(read.Settings ?? throw new InvalidOperationException(string.Join('\n', read.Faults)), time ?? TimeProvider.System, more);
        foreach (var service in rig._hosted)
            await service.StartAsync(TestContext.Current.CancellationToken);
        return rig;
    }

    /// <summary>With a database.</summary>
    public static Task<AccessRig> StartAsync(TemporaryFolder folder, DatabaseSettings database, IReadOnlyDictionary<string, string> settings) => StartAsync(
        folder,
        new Dictionary<string, string>(PostgresServer.Values(database).Concat(settings)),
        more: services => services.AddSingleton(s => new Database(database, s.GetRequiredService<TimeProvider>())));

    public static AccessDecision Decision(Guid? callId = null, bool authorized = true) => new(
        callId ?? CallId, 15, authorized, "501", "Renata Albuquerque", "Marcos", "entrega", "key", DateTimeOffset.FromUnixTimeSeconds(1714000000));

    public Task<DecisionReceipt> KeepAsync(Guid? callId = null, bool authorized = true) =>
        Outbox.KeepAsync(Decision(callId, authorized), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_hosted).OfType<IHostedLifecycleService>())
            await service.StoppedAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
