using System.Net.Sockets;
using Ramais.Server.Cli;

namespace Ramais.Server.Phone;

/// <summary>A call to be placed, with its lines in order, asked for one by one as they can be said. After the timeout this side hangs up, whatever the state.</summary>
internal sealed record CallPlan(string Host, int Port, Guid Id, IAsyncEnumerable<PhoneLine> Lines, bool Record, TimeSpan Timeout);

/// <summary>Places one call over TCP, says its lines and reports what happens until it is over.</summary>
/// <param name="time">The clock that paces it.</param>
/// <param name="report">Told of every event, one at a time.</param>
/// <param name="origin">Events are told in times since this timestamp; since the connection when it is null.</param>
internal sealed class CallRun(TimeProvider time, Action<PhoneEvent> report, long? origin = null)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2); // as Asterisk's

    /// <exception cref="CommandFailedException">Nobody answers there.</exception>
    public async Task<CallOutcome> RunAsync(CallPlan plan, CancellationToken hangUp)
    {
        using var transport = await ConnectAsync(plan, hangUp);
        using var timeout = new CancellationTokenSource(plan.Timeout, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(hangUp, timeout.Token);
        using var ended = new CancellationTokenSource();
        var connected = origin is { } start ? time.GetElapsedTime(start) : TimeSpan.Zero;
        var call = new PhoneCall(transport, plan.Id, time, PhoneSettings.Default, plan.Record);

        var reporting = ReportAsync(call, connected);
        var speaking = SayAllAsync(call, plan.Lines, ended.Token);
        var end = await call.RunAsync(over.Token);
        ended.Cancel();
        await reporting;
        return new(end, await speaking, call.Recording);
    }

    private static async Task<bool> SayAllAsync(PhoneCall call, IAsyncEnumerable<PhoneLine> lines, CancellationToken ended)
    {
        try
        {
            await foreach (var line in lines.WithCancellation(ended))
            {
                if (!await call.SendAsync(line, CancellationToken.None)) // the end of the call gives the line up
                    return false;
            }
            return true;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return false; // it ended while the next line was not ready yet
        }
    }

    private async Task ReportAsync(PhoneCall call, TimeSpan connected)
    {
        await foreach (var happened in call.Events.ReadAllAsync())
            report(happened with { At = connected + happened.At });
    }

    private async Task<TcpDuplexPipe> ConnectAsync(CallPlan plan, CancellationToken cancellation)
    {
        try
        {
            return await TcpDuplexPipe.ConnectAsync(plan.Host, plan.Port, ConnectLimit, time, cancellation);
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException)
        {
            throw new CommandFailedException(
                $"ninguém atende em {plan.Host}:{plan.Port} ({failure.Message.TrimEnd('.')}); veja se o servidor está no ar e a porta é a do ramal.", failure);
        }
    }
}
