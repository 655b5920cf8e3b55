using Microsoft.Extensions.Logging;

namespace Ramais.Listeners;

internal sealed partial class LiveListeners
{
    /// <summary>Time for a call to say its notice and hang up once it was asked to end.</summary>
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan AbandonLimit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Unbinds everything, lets calls end by themselves for <paramref name="limit"/>, then asks those that remain to end, and at last cuts
    /// them off. The reload loop has ended before.
    /// </summary>
    public async Task StopAsync(TimeSpan limit)
    {
        foreach (var listener in _open.Values)
            await RetireAsync(listener);
        _view = ListenersView.Empty;
        var ended = Task.WhenAll(_running);
        if (await EndsWithinAsync(ended, limit))
            return;
        LogAskingToEnd(Connections, limit.TotalSeconds);
        _stopping.Cancel();
        if (await EndsWithinAsync(ended, FarewellLimit))
            return;
        LogCuttingOff(Connections);
        _abandoned.Cancel();
        await EndsWithinAsync(ended, AbandonLimit);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _abandoned.Dispose();
    }

    private async Task<bool> EndsWithinAsync(Task ended, TimeSpan limit)
    {
        try
        {
            await ended.WaitAsync(limit, _time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} conexões continuam após {Seconds} s; encerrando-as com aviso.")]
    private partial void LogAskingToEnd(int count, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} conexões não terminaram a tempo e foram cortadas.")]
    private partial void LogCuttingOff(int count);
}
