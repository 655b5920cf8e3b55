using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Testing;

namespace Ramais.Tests.Listeners;

/// <summary>The listeners and the reload loop over a network in memory and rows in a list, in virtual time.</summary>
internal sealed class ListeningHouse : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];

    /// <param name="clock">Virtual.</param>
    /// <param name="allowEmpty">ALLOW_EMPTY_EXTENSIONS.</param>
    /// <param name="copy">The rows are a database's, and this file is their copy; null: they have none.</param>
    /// <param name="handler">Takes the connections instead of <see cref="Handler"/>.</param>
    public ListeningHouse(VirtualTimeProvider clock, bool allowEmpty = false, JsonExtensionFile? copy = null, IConnectionHandler? handler = null)
    {
        var range = new PortRange(9000, 9003);
        Clock = clock;
        Guard = new PbxGuard(PbxAllowList.Default, clock, GuardLog);
        Listeners = new LiveListeners(Transport, handler ?? Handler, Guard, range, () => new HashSet<IPAddress>(), clock, Log);
        Rows = new ListedRows { Name = copy is null ? "file" : "database" };
        Reloader = new Reloader(
            Rows, Listeners, new ReturnPortFile(_folder.File("portas_retorno.json"), NullLogger<ReturnPortFile>.Instance),
            new ReloadOptions(allowEmpty, range), clock, ReloadLog,
            copy is null ? null : new FileExtensionSource(copy, CopyLog));
    }

    public VirtualTimeProvider Clock { get; }
    public FaultyTransport Transport { get; } = new();
    public HoldingHandler Handler { get; } = new();
    public ListedRows Rows { get; }
    public RecordingLogger<Reloader> ReloadLog { get; } = new();
    public RecordingLogger<FileExtensionSource> CopyLog { get; } = new();
    public RecordingLogger<LiveListeners> Log { get; } = new();
    public RecordingLogger<PbxGuard> GuardLog { get; } = new();
    public PbxGuard Guard { get; }
    public LiveListeners Listeners { get; }
    public Reloader Reloader { get; }

    public async Task<ListeningHouse> StartAsync(params ExtensionRow[] rows)
    {
        Rows.Set(rows);
        _loops.Add(Reloader.RunAsync(_stop.Token));
        _loops.Add(Guard.RunAsync(_stop.Token));
        await Reloader.FirstLoad;
        return this;
    }

    public Task<ReloadReport> ReloadAsync(params ExtensionRow[] rows)
    {
        Rows.Set(rows);
        return Reloader.RequestAsync(CancellationToken.None);
    }

    public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Clock);

    /// <summary>Lets everything run that needs no clock.</summary>
    public Task SettleAsync() => PassAsync(0.001);

    public ExtensionStatus Status(int id) => Listeners.Statuses().Single(s => s.Extension.Id == id);

    /// <summary>Ends the loops, as a stop does before it closes the listeners.</summary>
    public async Task EndLoopsAsync()
    {
        _stop.Cancel();
        foreach (var loop in _loops)
            await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose()
    {
        Listeners.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }
}
