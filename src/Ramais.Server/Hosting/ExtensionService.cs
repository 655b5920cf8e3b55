using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Server.Settings;

namespace Ramais.Server.Hosting;

/// <summary>Runs the loops that keep the ports as configured. The host starts when the first load is done and stops when a loop dies.</summary>
internal sealed partial class ExtensionService(
    Reloader reloader, LiveListeners listeners, IEnumerable<IChangeFeed> feeds, PbxGuard guard, RamaisSettings settings,
    IHostApplicationLifetime lifetime, ILogger<ExtensionService> logger) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync(_stopping.Token);
        await reloader.FirstLoad.WaitAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Unbinds, and waits for calls as <see cref="LiveListeners.StopAsync"/> says; the limit is the settings', not the host's. Before
    /// anything else stops: while calls end, the dialplan asks the API how they ended, and their decisions are delivered.
    /// </summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running;
        await listeners.StopAsync(settings.ShutdownLimit);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private Task RunAsync(CancellationToken stopping) => Task.WhenAll([
        SuperviseAsync(reloader.RunAsync(stopping), stopping),
        .. feeds.Select(feed => SuperviseAsync(feed.RunAsync(reloader.Hint, stopping), stopping)),
        SuperviseAsync(guard.RunAsync(stopping), stopping),
    ]);

    private async Task SuperviseAsync(Task loop, CancellationToken stopping)
    {
        try
        {
            await loop;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The stop that was asked for.
        }
        catch (Exception fault)
        {
            LogLoopDied(fault);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Um laço interno terminou por erro; o servidor será encerrado para não atender pela metade.")]
    private partial void LogLoopDied(Exception fault);
}
