using System.Net.Sockets;
using Ramais.Server.Cli;

namespace Ramais.Server.Phone;

/// <summary>A call to be placed, with its lines in order. After the timeout this side hangs up, whatever the state.</summary>
internal sealed record CallPlan(string Host, int Port, Guid Id, IReadOnlyList<PhoneLine> Lines, bool Record, TimeSpan Timeout);

/// <summary>Places one call over TCP, says its lines and reports what happens until it is over.</summary>
internal sealed class CallRun(TimeProvider time, Action<PhoneEvent> report)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2); // as Asterisk's

    /// <exception cref="CommandFailedException">Nobody answers there.</exception>
    public async Task<CallOutcome> RunAsync(CallPlan plan, CancellationToken hangUp)
    {
        using var transport = await ConnectAsync(plan, hangUp);
        using var timeout = new CancellationTokenSource(plan.Timeout, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(hangUp, timeout.Token);
        var call = new PhoneCall(transport, plan.Id, time, PhoneSettings.Default, plan.Record);

        var reporting = ReportAsync(call);
        var speaking = SayAllAsync(call, plan.Lines);
        var end = await call.RunAsync(over.Token);
        await reporting;
        return new(end, await speaking, call.Recording);
    }

    private static async Task<bool> SayAllAsync(PhoneCall call, IReadOnlyList<PhoneLine> lines)
    {
        foreach (var line in lines)
        {
            if (!await call.SendAsync(line, CancellationToken.None)) // the end of the call gives the line up
                return false;
        }
        return true;
    }

    private async Task ReportAsync(PhoneCall call)
    {
        await foreach (var happened in call.Events.ReadAllAsync())
            report(happened);
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
