using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Ramais.Calls;
using Ramais.Conversation;
using Ramais.Listeners;

namespace Ramais.History;

/// <summary>
/// The one writer of the history. Ended calls wait in a bounded queue; its loop writes them, and looks at the live ones, once a second. While
/// the database is away the queue fills, then calls are lost from the history and counted. No call ever waits.
/// </summary>
internal sealed partial class CallArchive(IHistoryStore store, IKeptDecisions decisions, TimeProvider time, ILogger<CallArchive> log) : ICallArchive
{
    /// <summary>Some 40 MB of calls; a day of a monitoring centre.</summary>
    public const int Capacity = 4096;

    private const int AtOnce = 64; // in a transaction

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    private readonly Channel<CallView> _queue = Channel.CreateBounded<CallView>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ConcurrentDictionary<Guid, CallView> _waiting = new(); // a channel can't be looked into
    private readonly LiveCheckpoint _checkpoint = new(time);
    private readonly List<CallView> _batch = [];
    private string _cause = "";
    private bool _recovered;
    private int _inHand;
    private int _failuresInARow;
    private long _warnedAt;
    private long _written;
    private long _dropped;
    private long _failures;

    /// <summary>Ended calls that are not on disk yet.</summary>
    public int Queued => _queue.Reader.Count + Volatile.Read(ref _inHand);

    /// <summary>Ended calls written since the start.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Ended calls lost since the start.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Attempts to write that failed since the start.</summary>
    public long Failures => Volatile.Read(ref _failures);

    public void Add(CallView ended)
    {
        _waiting[ended.Id] = ended; // first: the loop may be done with it at once
        if (_queue.Writer.TryWrite(ended))
            return;
        Settle(ended);
        var lost = Interlocked.Increment(ref _dropped);
        var (now, warned) = (time.GetTimestamp(), Volatile.Read(ref _warnedAt));
        var due = warned == 0 || time.GetElapsedTime(warned, now) >= BetweenWarnings;
        if (due && Interlocked.CompareExchange(ref _warnedAt, now, warned) == warned)
            QueueFull(log, Capacity, lost);
    }

    public CallView? Waiting(Guid id) => _waiting.GetValueOrDefault(id);

    /// <summary>Runs until <paramref name="stopping"/>, then writes what waits, for 5 s at most.</summary>
    /// <param name="live">The live calls, as they are when asked.</param>
    public async Task RunAsync(Func<IReadOnlyCollection<CallView>> live, CancellationToken stopping)
    {
        try
        {
            using var clock = new PeriodicTimer(Interval, time);
            while (await clock.WaitForNextTickAsync(stopping))
                await WriteAsync(live, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the stop that was asked for
        }
        await FlushAsync(live);
    }

    private async Task FlushAsync(Func<IReadOnlyCollection<CallView>> live)
    {
        using var limit = new CancellationTokenSource(LastFlush, time);
        try
        {
            await WriteAsync(live, limit.Token);
        }
        catch (OperationCanceledException)
        {
            NotFlushed(log, Queued);
        }
    }

    /// <summary>Until nothing waits.</summary>
    private async Task WriteAsync(Func<IReadOnlyCollection<CallView>> live, CancellationToken stopping)
    {
        do
        {
            while (_batch.Count < AtOnce && _queue.Reader.TryRead(out var ended))
                _batch.Add(ended);
            Volatile.Write(ref _inHand, _batch.Count);
            await TryWriteAsync(live(), stopping);
        }
        while (_batch.Count > 0 || _queue.Reader.Count > 0 || !_recovered);
    }

    private async Task TryWriteAsync(IReadOnlyCollection<CallView> live, CancellationToken stopping)
    {
        try
        {
            await RecoverAsync(live, stopping);
            var due = _checkpoint.Due(live);
            await SaveAsync([.. due, .. _batch], stopping);
            _checkpoint.Wrote(due);
            Succeeded();
        }
        catch (HistoryException failure) when (!failure.Refused)
        {
            Failed(failure);
            await Task.Delay(GrowingPause.After(ShortestPause, LongestPause, _failuresInARow), time, stopping);
        }
    }

    /// <summary>Calls that a killed process left without an end get one, and the decision that the outbox has of them.</summary>
    private async Task RecoverAsync(IReadOnlyCollection<CallView> live, CancellationToken stopping)
    {
        if (_recovered)
            return;
        var present = live.Concat(_batch).Select(view => view.Id).ToHashSet();
        var unfinished = (await store.UnfinishedAsync(stopping)).Where(u => !present.Contains(u.Call.Id)).Select(Close).ToList();
        foreach (var some in unfinished.Chunk(AtOnce))
            await SaveAsync(some, stopping);
        _recovered = true;
        if (unfinished.Count > 0)
            Recovered(log, unfinished.Count);
    }

    private CallView Close(UnfinishedCall unfinished)
    {
        var failed = CallWords.Of(CallOutcome.Failed);
        return unfinished.Call with
        {
            State = CallWords.Of(Phase.Ended),
            EndedAt = unfinished.SavedAt,
            Result = failed,
            Outcome = failed,
            Ringing = null,
            Decision = unfinished.Call.Decision ?? Kept(unfinished.Call.Id),
        };
    }

    private DecisionView? Kept(Guid id)
    {
        try
        {
            return decisions.Find(id) is { } kept ? DecisionView.Of(kept) : null;
        }
        catch (IOException failure)
        {
            throw new HistoryException(failure.Message, failure);
        }
    }

    /// <summary>One call that the database refuses must not keep the others out.</summary>
    private async Task SaveAsync(CallView[] calls, CancellationToken stopping)
    {
        if (calls.Length == 0)
            return;
        try
        {
            await store.SaveAsync(calls, stopping);
        }
        catch (HistoryException failure) when (failure.Refused && calls.Length > 1)
        {
            foreach (var call in calls)
                await SaveAsync([call], stopping);
        }
        catch (HistoryException failure) when (failure.Refused)
        {
            Interlocked.Increment(ref _dropped);
            Interlocked.Increment(ref _failures);
            Refused(log, calls[0].Id, failure.Message);
            _batch.Remove(calls[0]);
            Settle(calls[0]);
        }
    }

    private void Succeeded()
    {
        Interlocked.Add(ref _written, _batch.Count);
        _batch.ForEach(Settle);
        _batch.Clear();
        Volatile.Write(ref _inHand, 0);
        if (_cause != "")
            Resumed(log);
        (_cause, _failuresInARow) = ("", 0);
    }

    /// <summary>Written or lost; another call of the same UUID may wait since.</summary>
    private void Settle(CallView call) => _waiting.TryRemove(new(call.Id, call));

    /// <summary>A cause is told once: a database that stays away must not fill the log.</summary>
    private void Failed(HistoryException failure)
    {
        Interlocked.Increment(ref _failures);
        _failuresInARow++;
        if (_cause != failure.Message)
            NotWritten(log, failure.Message);
        _cause = failure.Message;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "O histórico não é gravado: {Cause} As chamadas seguem; as tentativas continuam.")]
    private static partial void NotWritten(ILogger log, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "O histórico voltou a ser gravado.")]
    private static partial void Resumed(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A fila do histórico está cheia ({Capacity} chamadas): {Lost} já ficaram fora dele. As chamadas seguem; a causa está em outro aviso do histórico.")]
    private static partial void QueueFull(ILogger log, int capacity, long lost);

    [LoggerMessage(Level = LogLevel.Error, Message = "Chamada {CallId}: o banco do histórico recusou o registro, que foi descartado: {Cause}")]
    private static partial void Refused(ILogger log, Guid callId, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} chamadas que um encerramento brusco deixou sem fim foram fechadas no histórico como failed.")]
    private static partial void Recovered(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "O servidor encerrou com {Count} chamadas por gravar no histórico.")]
    private static partial void NotFlushed(ILogger log, int count);
}
