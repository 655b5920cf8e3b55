using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Ramais.Listeners;

namespace Ramais.Extensions;

/// <summary>
/// The one loop that changes what is open. Hints, refreshes, writes and restarts wait in one channel; each round takes all that wait,
/// writes, reloads once and answers everybody.
/// </summary>
internal sealed partial class Reloader(
    IExtensionSource source, LiveListeners listeners, ReturnPortFile returnPorts, ReloadOptions options, TimeProvider time,
    ILogger<Reloader> logger, FileExtensionSource? copy = null)
{
    /// <summary>Requests that may wait. A hint that finds the channel full is not lost: a reload is about to follow anyway.</summary>
    private const int Backlog = 256;

    private static readonly TimeSpan MaintenanceInterval = TimeSpan.FromSeconds(1);

    private readonly Channel<ReloadRequest> _requests = Channel.CreateBounded<ReloadRequest>(Backlog);
    private readonly ExtensionLoader _loader = new(source, copy, options.AllowEmpty, time, logger);
    private readonly ChangeWriter _writer = new(source, options.AllowEmpty);
    private readonly TaskCompletionSource<ReloadReport> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReloadTally _tally = new(time);
    private volatile ExtensionSnapshot? _snapshot;

    /// <summary>What was last loaded; null until a load has succeeded.</summary>
    public ExtensionSnapshot? Snapshot => _snapshot;

    /// <summary>Why the last load failed; null when it succeeded.</summary>
    public string? Fault => _loader.Fault;

    /// <summary>Reloads since the start.</summary>
    public ReloadCounts Reloads => _tally.Counts;

    /// <summary>Ends with the first load, whether it succeeded or not.</summary>
    public Task<ReloadReport> FirstLoad => _first.Task;

    /// <summary>Asks for a reload and does not wait.</summary>
    public void Hint() => _requests.Writer.TryWrite(new ReloadRequest.Hint());

    /// <summary>Reloads and returns the report of that very reload.</summary>
    /// <exception cref="OperationCanceledException">The loop has ended, or <paramref name="cancellation"/>.</exception>
    public Task<ReloadReport> RequestAsync(CancellationToken cancellation) =>
        AskAsync<ReloadReport>(answer => new ReloadRequest.Report(answer), cancellation);

    /// <summary>Writes a change at the source and applies it. Once begun it is not undone by <paramref name="cancellation"/>.</summary>
    /// <exception cref="OperationCanceledException">The loop has ended, or <paramref name="cancellation"/>.</exception>
    public Task<ChangeOutcome> ChangeAsync(ExtensionChange change, CancellationToken cancellation) =>
        AskAsync<ChangeOutcome>(answer => new ReloadRequest.Write(change, answer), cancellation);

    /// <summary>Rebinds an extension's listeners. False when it is not served.</summary>
    /// <exception cref="OperationCanceledException">The loop has ended, or <paramref name="cancellation"/>.</exception>
    public Task<bool> RestartAsync(int extensionId, CancellationToken cancellation) =>
        AskAsync<bool>(answer => new ReloadRequest.Restart(extensionId, answer), cancellation);

    /// <summary>Loads once, then serves requests until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var ticks = TickAsync(ending.Token);
        try
        {
            _first.TrySetResult(await _tally.CountAsync(() => ReloadAsync(_loader.LoadFirstAsync(stopping), stopping)));
            while (await _requests.Reader.WaitToReadAsync(stopping))
                await ServeAsync(TakeAll(), stopping);
        }
        finally
        {
            _requests.Writer.TryComplete();
            TakeAll().ForEach(Cancel);
            _first.TrySetCanceled(CancellationToken.None);
            ending.Cancel();
            await ticks.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(MaintenanceInterval, time);
        while (await timer.WaitForNextTickAsync(stopping))
            _requests.Writer.TryWrite(new ReloadRequest.Maintain());
    }

    private async Task<T> AskAsync<T>(Func<TaskCompletionSource<T>, ReloadRequest> request, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _requests.Writer.WriteAsync(request(answer), cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new OperationCanceledException("The reload loop has ended.");
        }
        return await answer.Task.WaitAsync(cancellation);
    }

    private List<ReloadRequest> TakeAll()
    {
        var batch = new List<ReloadRequest>();
        while (_requests.Reader.TryRead(out var request))
            batch.Add(request);
        return batch;
    }

    private async Task ServeAsync(List<ReloadRequest> batch, CancellationToken stopping)
    {
        var outcomes = new List<(TaskCompletionSource<ChangeOutcome> Answer, ChangeOutcome Outcome)>();
        try
        {
            foreach (var write in batch.OfType<ReloadRequest.Write>())
                outcomes.Add((write.Answer, await _writer.WriteAsync(write.Change, Open, stopping)));
            if (_loader.IsRetryDue || batch.Exists(r => r is ReloadRequest.Hint or ReloadRequest.Report or ReloadRequest.Write))
                Answer(batch, outcomes, await _tally.CountAsync(() => ReloadAsync(_loader.LoadAsync(Open.Length, stopping), stopping)));
            foreach (var restart in batch.OfType<ReloadRequest.Restart>())
                restart.Answer.TrySetResult(await listeners.RestartAsync(restart.ExtensionId, stopping));
            if (batch.Exists(r => r is ReloadRequest.Maintain))
                await listeners.MaintainAsync(stopping);
        }
        finally
        {
            batch.ForEach(Cancel); // whoever has an answer by now keeps it
        }
    }

    private static void Answer(
        List<ReloadRequest> batch, List<(TaskCompletionSource<ChangeOutcome> Answer, ChangeOutcome Outcome)> outcomes, ReloadReport report)
    {
        foreach (var (answer, outcome) in outcomes)
            answer.TrySetResult(outcome);
        foreach (var waiting in batch.OfType<ReloadRequest.Report>())
            waiting.Answer.TrySetResult(report);
    }

    private static void Cancel(ReloadRequest request)
    {
        _ = request switch
        {
            ReloadRequest.Report report => report.Answer.TrySetCanceled(),
            ReloadRequest.Write write => write.Answer.TrySetCanceled(),
            ReloadRequest.Restart restart => restart.Answer.TrySetCanceled(),
            _ => false,
        };
    }

    private ImmutableArray<Extension> Open => _snapshot?.Extensions ?? [];

    private async Task<ReloadReport> ReloadAsync(Task<LoadedRows> loading, CancellationToken stopping)
    {
        try
        {
            var loaded = await loading;
            var report = await ApplyAsync(loaded, stopping);
            _loader.Keep(loaded);
            return report;
        }
        catch (ExtensionSourceException fault)
        {
            return ReloadReport.Failed(fault.Message);
        }
    }

    private async Task<ReloadReport> ApplyAsync(LoadedRows loaded, CancellationToken stopping)
    {
        var rows = loaded.Rows;
        var judged = ExtensionValidator.Validate(rows, Open);
        var assigned = ReturnPorts.Assign(judged.Accepted, rows.Select(r => r.Id).ToHashSet(), returnPorts.Load(), options.Alternatives);
        var next = new ExtensionSnapshot(judged.Accepted, judged.Rejected, assigned, loaded.Source, time.GetUtcNow());
        var changes = ReloadStats.Between(Open, next.Extensions);
        await listeners.ApplyAsync(next, stopping);
        returnPorts.Save(assigned);
        LogRejections(next);
        _snapshot = next;
        var active = listeners.Statuses().Count(s => s.State is ExtensionState.Active or ExtensionState.AlternativePort);
        var stats = changes with { Rejected = next.Rejected.Length, TotalActive = active };
        if (changes is not { Added: 0, Removed: 0, Updated: 0 })
            LogReloaded(stats.Added, stats.Updated, stats.Removed, stats.Unchanged, stats.Rejected);
        return new ReloadReport(null, stats, next.Rejected);
    }

    private void LogRejections(ExtensionSnapshot next)
    {
        var known = (_snapshot?.Rejected ?? []).ToLookup(r => r.Id);
        foreach (var row in next.Rejected.Where(r => !known[r.Id].Any(k => k.Reasons.SequenceEqual(r.Reasons))))
            LogRejected(row.Id, string.Join("; ", row.Reasons));
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Ramais recarregados: {Added} novos, {Updated} alterados, {Removed} removidos, {Unchanged} iguais, {Rejected} recusados.")]
    private partial void LogReloaded(int added, int updated, int removed, int unchanged, int rejected);

    [LoggerMessage(Level = LogLevel.Warning, Message = "O ramal de id {Id} foi recusado: {Reasons}.")]
    private partial void LogRejected(int id, string reasons);
}

/// <param name="AllowEmpty">ALLOW_EMPTY_EXTENSIONS: an empty list closes everything.</param>
/// <param name="Alternatives">PORT_ALTERNATIVES.</param>
internal sealed record ReloadOptions(bool AllowEmpty, PortRange Alternatives);
