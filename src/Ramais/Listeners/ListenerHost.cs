using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Ramais.Listeners;

/// <summary>One open socket: accepts until it is unbound, owns what it accepted, and is gone when the last of that has ended.</summary>
internal sealed partial class ListenerHost(IConnectionListener listener, ListenerLabel label, ListenerServices services)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _unbound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _served = []; // the accept loop's alone
    private volatile ListenerLabel _label = label;
    private volatile bool _accepting = true;
    private int _live;

    /// <summary>Where it really listens.</summary>
    public EndPoint EndPoint => listener.EndPoint;

    /// <summary>What the next connection is handed over with. Written by the owner of the live set.</summary>
    public ListenerLabel Label
    {
        get => _label;
        set => _label = value;
    }

    /// <summary>False once the accept loop has ended, for whatever cause.</summary>
    public bool Accepting => _accepting;

    /// <summary>Connections handed over and not ended.</summary>
    public int LiveConnections => Volatile.Read(ref _live);

    /// <summary>Accepts until <see cref="UnbindAsync"/> or a fault, then waits for what it accepted. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            await AcceptAllAsync();
        }
        catch (Exception fault) // the loop's end is what the supervisor looks for; its cause is for the log
        {
            LogDied(services.Logger, fault, EndPoint);
        }
        // A loop that died has left its socket open; the port must be free before the calls end, or nobody could reopen it.
        await listener.UnbindAsync();
        _accepting = false;
        await Task.WhenAll(_served);
        await DisposeQuietlyAsync(listener);
    }

    /// <summary>Stops accepting at once; what was accepted goes on.</summary>
    public async ValueTask UnbindAsync()
    {
        if (!_accepting)
            return;
        _unbound.TrySetResult();
        await listener.UnbindAsync();
    }

    private async Task AcceptAllAsync()
    {
        var failures = 0;
        while (!_unbound.Task.IsCompleted)
        {
            try
            {
                if (await listener.AcceptAsync() is not { } connection)
                    return;
                failures = 0;
                TakeIn(connection);
            }
            catch (Exception fault) when (fault is SocketException or IOException)
            {
                failures++;
                await PauseAfterAsync(fault, failures);
            }
        }
    }

    private void TakeIn(ConnectionContext connection)
    {
        _served.RemoveAll(s => s.IsCompleted);
        var admitted = services.Guard.Admits(connection.RemoteEndPoint);
        _served.Add(admitted ? ServeAsync(connection, _label) : TurnAwayAsync(connection));
    }

    private async Task ServeAsync(ConnectionContext connection, ListenerLabel label)
    {
        Interlocked.Increment(ref _live);
        services.Gauge.Add(label.Extension);
        try
        {
            using var scope = Scope(label, connection);
            using var abandoned = services.Abandoned.Register(static c => ((ConnectionContext)c!).Abort(), connection);
            await services.Handler.HandleAsync(connection, label.Extension, label.Role, services.Stopping);
        }
        catch (OperationCanceledException) when (services.Stopping.IsCancellationRequested)
        {
            // The server gave up waiting for this call; its end was asked for.
        }
        catch (Exception fault)
        {
            LogFailed(services.Logger, fault, label.Extension.Id);
        }
        finally
        {
            await DisposeQuietlyAsync(connection);
            services.Gauge.Remove(label.Extension);
            Interlocked.Decrement(ref _live);
        }
    }

    private static async Task TurnAwayAsync(ConnectionContext connection)
    {
        connection.Abort();
        await DisposeQuietlyAsync(connection);
    }

    /// <summary>An accept that fails at once and always (no file descriptors left) must not become a spin.</summary>
    private async Task PauseAfterAsync(Exception fault, int failures)
    {
        services.CountAcceptError();
        var pause = GrowingPause.After(ShortestPause, LongestPause, failures);
        LogRetry(services.Logger, EndPoint, BindFault.Describe(fault), pause.TotalMilliseconds);
        await Task.WhenAny(_unbound.Task, Task.Delay(pause, services.Time, CancellationToken.None));
    }

    private IDisposable? Scope(ListenerLabel label, ConnectionContext connection) => services.Logger.BeginScope(new Dictionary<string, object?>
    {
        ["ramal"] = label.Extension.AiNumber,
        ["condominio_id"] = label.Extension.CondominiumId,
        ["porta"] = (connection.LocalEndPoint as IPEndPoint)?.Port,
        ["papel"] = label.Role,
    });

    /// <summary>Disposing is the end of the line: whatever a transport throws there has nobody left to tell but the log of the transport.</summary>
    private static async ValueTask DisposeQuietlyAsync(IAsyncDisposable gone)
    {
        try
        {
            await gone.DisposeAsync();
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Nothing is left to release.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A escuta em {EndPoint} terminou sem que fosse pedida; será reaberta.")]
    private static partial void LogDied(ILogger logger, Exception fault, EndPoint endPoint);

    [LoggerMessage(Level = LogLevel.Error, Message = "Falha ao atender uma conexão do ramal de id {ExtensionId}; as demais chamadas continuam.")]
    private static partial void LogFailed(ILogger logger, Exception fault, int extensionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A escuta em {EndPoint} não pôde aceitar uma conexão: {Cause}. Nova tentativa em {Pause} ms.")]
    private static partial void LogRetry(ILogger logger, EndPoint endPoint, string cause, double pause);
}
