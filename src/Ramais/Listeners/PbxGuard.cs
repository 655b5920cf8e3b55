using System.Net;
using Microsoft.Extensions.Logging;

namespace Ramais.Listeners;

/// <summary>Decides who may connect, counts the others and reports them once a minute, so that a port scan can't fill the log.</summary>
internal sealed partial class PbxGuard(PbxAllowList allowed, TimeProvider time, ILogger<PbxGuard> logger)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(1);

    private long _refused;
    private EndPoint? _last;

    /// <summary>Connections refused since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Any thread.</summary>
    public bool Admits(EndPoint? remote)
    {
        if (allowed.Allows(remote))
            return true;
        Volatile.Write(ref _last, remote);
        Interlocked.Increment(ref _refused);
        return false;
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        using var minute = new PeriodicTimer(ReportInterval, time);
        var reported = 0L;
        while (await minute.WaitForNextTickAsync(stopping))
        {
            var refused = Refused;
            if (refused > reported)
                LogRefused(refused - reported, Volatile.Read(ref _last));
            reported = refused;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Count} conexões recusadas no último minuto, a última de {Remote}: se for a central telefônica, inclua o endereço em PBX_ALLOW.")]
    private partial void LogRefused(long count, EndPoint? remote);
}
