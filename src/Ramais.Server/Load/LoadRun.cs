using System.Net;
using System.Net.Sockets;

namespace Ramais.Server.Load;

/// <summary>Keeps a number of simulated Asterisk legs up for a time, and measures what they receive. Linux only, as the loop is.</summary>
internal sealed class LoadRun(LoadPlan plan, TimeProvider time)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2); // as Asterisk's
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BeforeNextCall = TimeSpan.FromSeconds(1);

    /// <summary>Runs to the end of the plan, or until <paramref name="cancellation"/>; reports what was measured either way.</summary>
    public async Task<LoadReport> RunAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(plan.Ramp + plan.Duration, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        using var generator = new LoadGenerator(time);
        var legs = Enumerable.Range(0, plan.Calls).Select(leg => KeepUpAsync(leg, generator, over.Token)).ToList();
        var succeeded = await Task.WhenAll(legs);
        generator.ThrowIfFailed();
        return LoadReport.Of(generator.Statistics, succeeded.Count(success => success), succeeded.Count(success => !success));
    }

    /// <summary>
    /// Places one call after the other, each when the server has ended the one before. Who was turned away tries again later; who finds nobody
    /// listening at the first try stays down, so that a wrong port is told at once.
    /// </summary>
    /// <returns>False when one of them failed.</returns>
    private async Task<bool> KeepUpAsync(int number, LoadGenerator generator, CancellationToken over)
    {
        var (tried, failed) = (false, false);
        for (var pause = plan.Ramp * ((double)number / plan.Calls); await PauseAsync(pause, over); tried = true)
        {
            var outcome = await CallAsync(number, generator, over);
            pause = outcome == CallOutcome.Heard ? BeforeNextCall : plan.BeforeNextTry;
            if (outcome == CallOutcome.Heard)
                continue;
            if (outcome == CallOutcome.NotConnected && !tried)
                return false;
            failed = true;
            generator.Statistics.AddTurnedAway();
        }
        return !failed;
    }

    private async Task<CallOutcome> CallAsync(int number, LoadGenerator generator, CancellationToken over)
    {
        if (await Task.Run(() => TryConnect(plan.EndPoint(number)), CancellationToken.None) is not { } socket)
            return CallOutcome.NotConnected;
        using var leg = new LoadLeg(socket, Guid.NewGuid(), number * 37L, generator); // so that not all speak at once
        var ended = await WaitAsync(leg.Ended, Timeout.InfiniteTimeSpan, over);
        if (ended && leg.HeardAnything)
            generator.Statistics.AddEndedByServer();
        leg.HangUp();
        await WaitAsync(leg.Ended, CloseLimit, CancellationToken.None);
        return leg.HeardAnything || !ended ? CallOutcome.Heard : CallOutcome.TurnedAway;
    }

    /// <summary>Not by .NET's asynchronous connect: it would watch the socket ever after, and be woken by every message beside the loop.</summary>
    private static Socket? TryConnect(IPEndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, Blocking = false };
        try
        {
            socket.Connect(server);
            return socket;
        }
        catch (SocketException underWay) when (underWay.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            if (socket.Poll(ConnectLimit, SelectMode.SelectWrite) && socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is 0)
                return socket;
        }
        catch (SocketException)
        {
            // refused
        }
        socket.Dispose();
        return null;
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

    private enum CallOutcome
    {
        /// <summary>It was up; also when the run ended before the first message.</summary>
        Heard,

        /// <summary>Closed before any audio.</summary>
        TurnedAway,

        NotConnected,
    }
}
