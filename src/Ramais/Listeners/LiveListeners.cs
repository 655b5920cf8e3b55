using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Ramais.Calls;
using Ramais.Extensions;

namespace Ramais.Listeners;

/// <summary>
/// The sockets that are open. Its methods that change it belong to the reload loop, one at a time; what it publishes may be read from
/// anywhere.
/// </summary>
internal sealed partial class LiveListeners : IDisposable
{
    private static readonly TimeSpan ConfiguredPortRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestReopening = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestReopening = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly ListenerBinder _binder;
    private readonly ListenerServices _services;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveListeners> _logger;
    private readonly Func<IReadOnlySet<IPAddress>> _machine;
    private readonly Dictionary<int, OpenListener> _open = []; // by configured port
    private readonly List<Task> _running = []; // hosts, accepting or draining
    private ImmutableArray<Extension> _extensions = [];
    private volatile ListenersView _view = ListenersView.Empty;
    private long _reopenings;

    public LiveListeners(
        IConnectionListenerFactory factory, IConnectionHandler handler, PbxGuard guard, PortRange alternatives,
        Func<IReadOnlySet<IPAddress>> machine, TimeProvider time, ILogger<LiveListeners> logger)
    {
        (_machine, _time, _logger) = (machine, time, logger);
        _binder = new ListenerBinder(factory, alternatives);
        _services = new ListenerServices(handler, guard, time, logger, _stopping.Token, _abandoned.Token);
    }

    /// <summary>Live connections over all extensions.</summary>
    public int Connections => _services.Gauge.Total;

    /// <summary>Accepts that failed since the start.</summary>
    public long AcceptErrors => _services.AcceptErrors;

    /// <summary>Accept loops that died and were to be reopened, since the start.</summary>
    public long Reopenings => Interlocked.Read(ref _reopenings);

    /// <summary>Every configured extension by id, then those that drain.</summary>
    public ImmutableArray<ExtensionStatus> Statuses()
    {
        var live = _services.Gauge.ById();
        var configured = _view.Extensions.Select(s => live.Remove(s.Extension.Id, out var l) ? s with { Connections = l.Count } : s).ToList();
        var draining = live.Values.OrderBy(l => l.Extension.Id)
            .Select(l => new ExtensionStatus(l.Extension, ExtensionState.Draining, null, null, l.Count, null));
        return [.. configured, .. draining];
    }

    /// <summary>Null when the number is not served now.</summary>
    public Route? RouteOf(string number) => _view.Routes.GetValueOrDefault(number);

    /// <summary>Makes what is open equal to what is wanted. Untouched listeners are not touched, and no call is.</summary>
    public async Task ApplyAsync(ExtensionSnapshot snapshot, CancellationToken cancellation)
    {
        var plan = ListenerPlan.Between(_open.Values.Select(o => o.Wanted), WantedListener.For(snapshot, _machine()));
        _extensions = snapshot.Extensions;
        foreach (var (old, _) in plan.Replace)
            await CloseAsync(old);
        foreach (var wanted in plan.Open.Concat(plan.Replace.Select(r => r.New)))
            _open[wanted.EndPoint.Port] = new OpenListener(wanted);
        foreach (var wanted in plan.Relabel)
            _open[wanted.EndPoint.Port].Relabel(wanted);
        foreach (var wanted in plan.Open.Concat(plan.Replace.Select(r => r.New)))
            await OpenAsync(_open[wanted.EndPoint.Port], cancellation);
        foreach (var old in plan.Close)
            await CloseAsync(old);
        Publish();
    }

    /// <summary>Rebinds the extension's listeners; its calls stay. False when no such extension is served.</summary>
    public async Task<bool> RestartAsync(int extensionId, CancellationToken cancellation)
    {
        var listeners = _open.Values.Where(o => o.Wanted.Label.Extension.Id == extensionId).ToList();
        foreach (var listener in listeners)
        {
            await RetireAsync(listener);
            await OpenAsync(listener, cancellation);
        }
        Publish();
        return listeners.Count > 0;
    }

    /// <summary>To be called about once a second: reopens what died and takes configured ports back.</summary>
    public async Task MaintainAsync(CancellationToken cancellation)
    {
        _running.RemoveAll(r => r.IsCompleted);
        var changed = false;
        foreach (var listener in _open.Values)
        {
            if (listener.Host is { Accepting: false })
            {
                Bury(listener);
                changed = true;
            }
            if (listener.IsTroubled && _time.GetTimestamp() >= listener.NextAttempt)
            {
                await TryAgainAsync(listener, cancellation);
                changed = true;
            }
        }
        if (changed)
            Publish();
    }

    private async Task TryAgainAsync(OpenListener listener, CancellationToken cancellation)
    {
        if (listener.Host is null)
        {
            await OpenAsync(listener, cancellation);
            return;
        }
        WaitBeforeNext(listener, ConfiguredPortRetry);
        if (listener.Host.LiveConnections > 0)
            return;
        var result = await _binder.TryAsync(listener.Wanted.EndPoint, cancellation);
        if (result.Listener is null)
            return;
        await RetireAsync(listener);
        Start(listener, result);
        LogTakenBack(listener.Wanted.EndPoint);
    }

    private async Task OpenAsync(OpenListener listener, CancellationToken cancellation)
    {
        var result = await _binder.BindAsync(listener.Wanted.EndPoint, PortsOfOurs, cancellation);
        Start(listener, result);
        if (result is { Listener: null })
            LogNotOpened(listener.Wanted.EndPoint, listener.Wanted.Label.Extension.Id, listener.Cause);
        else if (result.Fault is not null)
            LogAlternative(listener.Wanted.EndPoint, listener.Wanted.Label.Extension.Id, listener.ActivePort, listener.Cause);
    }

    private void Start(OpenListener listener, BindResult result)
    {
        listener.Cause = result.Fault is null ? null : BindFault.Describe(result.Fault);
        WaitBeforeNext(listener, ConfiguredPortRetry);
        if (result.Listener is null)
            return;
        listener.Host = new ListenerHost(result.Listener, listener.Wanted.Label, _services);
        listener.OpenedAt = _time.GetTimestamp();
        _running.Add(listener.Host.RunAsync());
    }

    private async Task CloseAsync(WantedListener old)
    {
        _open.Remove(old.EndPoint.Port, out var listener);
        await RetireAsync(listener!);
    }

    private static async Task RetireAsync(OpenListener listener)
    {
        if (listener.Host is { } host)
            await host.UnbindAsync();
        listener.Host = null;
    }

    /// <summary>A listener that dies again and again is reopened at growing intervals; one that lived for a while starts anew.</summary>
    private void Bury(OpenListener listener)
    {
        Interlocked.Increment(ref _reopenings);
        if (_time.GetElapsedTime(listener.OpenedAt) > LongestReopening + LongestReopening)
            listener.Deaths = 0;
        listener.Deaths++;
        listener.Host = null;
        listener.Cause = "a escuta terminou inesperadamente e está sendo reaberta";
        WaitBeforeNext(listener, GrowingPause.After(ShortestReopening, LongestReopening, listener.Deaths));
    }

    private void WaitBeforeNext(OpenListener listener, TimeSpan pause) =>
        listener.NextAttempt = _time.GetTimestamp() + (long)(pause.TotalSeconds * _time.TimestampFrequency);

    private HashSet<int> PortsOfOurs() => [.. _open.Keys, .. _open.Values.Select(o => o.ActivePort ?? 0)];

    private void Publish() => _view = ListenersView.Of(_extensions, _open.Values);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{EndPoint} (ramal de id {ExtensionId}): {Cause}; usando a porta {Port} até a configurada ficar livre.")]
    private partial void LogAlternative(IPEndPoint endPoint, int extensionId, int? port, string? cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "{EndPoint} (ramal de id {ExtensionId}) não foi aberta: {Cause}; nova tentativa em 30 s.")]
    private partial void LogNotOpened(IPEndPoint endPoint, int extensionId, string? cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "{EndPoint} ficou livre e voltou a ser usada.")]
    private partial void LogTakenBack(IPEndPoint endPoint);
}
