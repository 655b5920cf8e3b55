using System.Net.Sockets;

namespace Ramais.Server.Load;

/// <summary>Keeps a number of simulated Asterisk legs up for a time, and measures what they receive.</summary>
internal sealed class LoadRun(LoadPlan plan, TimeProvider time)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2); // as Asterisk's
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BeforeNextCall = TimeSpan.FromSeconds(1);

    private readonly LoadStatistics _statistics = new();

    /// <summary>Runs to the end of the plan, or until <paramref name="cancellation"/>; reports what was measured either way.</summary>
    public async Task<LoadReport> RunAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(plan.Ramp + plan.Duration, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using var sender = new LoadSender(time, _statistics);
        var legs = Enumerable.Range(0, plan.Calls).Select(leg => KeepUpAsync(leg, sender, over.Token)).ToList();
        var succeeded = await Task.WhenAll(legs);
        return LoadReport.Of(_statistics, succeeded.Count(success => success), succeeded.Count(success => !success));
    }

    /// <summary>Places one call after the other, each when the server has ended the one before.</summary>
    /// <returns>False when one of them failed; the leg then stays down.</returns>
    private async Task<bool> KeepUpAsync(int number, LoadSender sender, CancellationToken over)
    {
        for (var pause = plan.Ramp * ((double)number / plan.Calls); await PauseAsync(pause, over); pause = BeforeNextCall)
        {
            if (!await CallAsync(number, sender, over))
                return false;
        }
        return true;
    }

    private async Task<bool> CallAsync(int number, LoadSender sender, CancellationToken over)
    {
        using var socket = await TryConnectAsync(number);
        if (socket is null)
            return false;
        using var leg = new LoadLeg(socket, number * 37L, time, _statistics); // so that not all speak at once
        leg.Start(Guid.NewGuid());
        sender.Add(leg);

        var ended = await WaitAsync(leg.Ended, Timeout.InfiniteTimeSpan, over);
        if (ended)
            _statistics.AddEndedByServer();
        leg.HangUp();
        await WaitAsync(leg.Ended, CloseLimit, CancellationToken.None);
        return leg.HeardAnything || !ended;
    }

    private async Task<Socket?> TryConnectAsync(int number)
    {
        var socket = new Socket(plan.Host.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = new CancellationTokenSource(ConnectLimit, time);
            await socket.ConnectAsync(plan.EndPoint(number), limit.Token);
            return socket;
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            return null;
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken over)
    {
        await Task.Delay(pause, time, over).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        return !over.IsCancellationRequested;
    }

    /// <returns>Whether the task ended before the limit and the cancellation.</returns>
    private async Task<bool> WaitAsync(Task task, TimeSpan limit, CancellationToken cancellation)
    {
        await task.WaitAsync(limit, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }
}
