using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Ramais.Listeners;
using Ramais.Telemetry;

namespace Ramais.Access;

/// <summary>
/// Takes decisions to one sink, each until it is acknowledged, with growing pauses. Decisions do not wait for each other: one that the sink
/// refuses must not hold up the gate of another condominium.
/// </summary>
internal sealed partial class DecisionCourier(IDecisionSink sink, TimeProvider time, ILogger log, Action<Guid> acknowledgedBySink, TraceWriter? traces = null)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _free = new(AtOnce);
    private readonly ConcurrentDictionary<Guid, Task> _underWay = new();
    private volatile string _cause = "";
    private long _delivered;
    private long _failed;

    public string Sink => sink.Name;

    /// <summary>Decisions that wait for this sink.</summary>
    public int Owed => _underWay.Count;

    /// <summary>Acknowledged attempts since the start.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Attempts without an acknowledgement since the start.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Begins to deliver. For the outbox's loop.</summary>
    /// <param name="decision">On disk already.</param>
    /// <param name="repeated">An earlier process may have delivered it.</param>
    /// <param name="acknowledged">Set when the sink has it.</param>
    public void Deliver(AccessDecision decision, bool repeated, TaskCompletionSource? acknowledged)
    {
        var begin = new TaskCompletionSource();
        _underWay[decision.CallId] = DeliverAsync(begin.Task, decision, repeated, acknowledged);
        begin.SetResult(); // only now: its end takes it off the list
    }

    /// <summary>Ends every delivery under way; what was not acknowledged stays owed.</summary>
    public async Task StopAsync()
    {
        _stopping.Cancel();
        await Task.WhenAll(_underWay.Values);
    }

    private async Task DeliverAsync(Task begin, AccessDecision decision, bool repeated, TaskCompletionSource? acknowledged)
    {
        await begin;
        try
        {
            for (var failures = 1; !await TryAsync(decision, repeated || failures > 1); failures++)
                await Task.Delay(GrowingPause.After(ShortestPause, LongestPause, failures), time, _stopping.Token);
            acknowledged?.TrySetResult();
            acknowledgedBySink(decision.CallId);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // the next start goes on
        }
        finally
        {
            _underWay.TryRemove(decision.CallId, out _);
        }
    }

    private async Task<bool> TryAsync(AccessDecision decision, bool repeated)
    {
        await _free.WaitAsync(_stopping.Token);
        var started = time.GetUtcNow();
        try
        {
            using var limit = new CancellationTokenSource(AttemptLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
            await sink.DeliverAsync(decision, repeated, either.Token);
            Count(ref _delivered, "");
            Trace(decision, started, failed: false);
            return true;
        }
#pragma warning disable CA1031 // whatever a sink fails with, the decision is owed, and tried again
        catch (Exception failure) when (!_stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Count(ref _failed, Cause(failure));
            Trace(decision, started, failed: true);
        }
        finally
        {
            _free.Release();
        }
        return false;
    }

    /// <summary>A part of the call's trace, although the call may be over, or of an earlier process.</summary>
    private void Trace(AccessDecision decision, DateTimeOffset started, bool failed)
    {
        if (traces is { IsHeard: true })
            traces.Write(decision.CallId, new("delivery", started, time.GetUtcNow()) { Attributes = [new("ramais.sink", Sink)], Failed = failed });
    }

    private static string Cause(Exception failure) => failure switch
    {
        DecisionSinkException told => told.Message,
        OperationCanceledException => $"sem resposta em {AttemptLimit.TotalSeconds:F0} s; veja se o destino está no ar",
        _ => $"defeito do programa ({failure.GetType().Name}: {failure.Message})",
    };

    /// <summary>A cause is told once: a sink that stays away must not fill the log.</summary>
    private void Count(ref long counter, string cause)
    {
        Interlocked.Increment(ref counter);
        var before = _cause;
        _cause = cause;
        if (cause == before)
            return;
        if (cause == "")
            Resumed(log, Sink);
        else
            NotDelivered(log, Sink, cause);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Decisões para {Sink} não são entregues: {Cause}; as tentativas continuam.")]
    private static partial void NotDelivered(ILogger log, string sink, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Decisões para {Sink} voltaram a ser entregues.")]
    private static partial void Resumed(ILogger log, string sink);
}
