using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Ramais.Telemetry;

namespace Ramais.Access;

/// <summary>
/// Keeps decisions and has them delivered to every sink, at least once. Its loop alone writes the store; couriers and calls send it messages.
/// What an earlier process left undelivered is delivered first.
/// </summary>
internal sealed partial class DecisionOutbox : IDecisionOutbox
{
    /// <summary>How long an acknowledged decision is remembered, so that its call can't decide twice.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    private static readonly TimeSpan BetweenCleanings = TimeSpan.FromDays(1);

    // Unbounded: a call keeps one decision and waits for it, and each sink acknowledges it once.
    private readonly Channel<OutboxMessage> _inbox = Channel.CreateUnbounded<OutboxMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IDecisionStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private DateTimeOffset _cleaned;

    public DecisionOutbox(IDecisionStore store, IEnumerable<IDecisionSink> sinks, TimeProvider time, ILogger<DecisionOutbox> log, TraceWriter? traces = null)
    {
        (_store, _time, _log) = (store, time, log);
        Couriers = [.. sinks.Select(sink => new DecisionCourier(sink, time, log, callId => _inbox.Writer.TryWrite(new(null, callId, sink.Name)), traces))];
    }

    /// <summary>One for each sink; their counts may be read from any thread.</summary>
    public IReadOnlyList<DecisionCourier> Couriers { get; }

    public async Task<DecisionReceipt> KeepAsync(AccessDecision decision, CancellationToken cancellation)
    {
        var request = new KeepRequest(decision);
        if (!_inbox.Writer.TryWrite(new(request, decision.CallId, "")))
            throw new IOException("A decisão não pôde ser gravada: o servidor está encerrando.");
        return await request.Kept.Task.WaitAsync(cancellation);
    }

    /// <summary>Runs until <paramref name="stopping"/>; what is undelivered then is delivered after the next start.</summary>
    /// <exception cref="IOException">The store can't be read.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        Resume();
        try
        {
            while (await _inbox.Reader.WaitToReadAsync(stopping))
                TakeAll();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the stop that was asked for
        }
        finally
        {
            foreach (var courier in Couriers)
                await courier.StopAsync();
            _inbox.Writer.TryComplete();
            TakeAll();
        }
    }

    private void Resume()
    {
        var owed = _store.Owed();
        foreach (var (decision, sink) in owed)
            Couriers.FirstOrDefault(courier => courier.Sink == sink)?.Deliver(decision, repeated: true, acknowledged: null);
        foreach (var (sink, count) in owed.CountBy(o => o.Sink).Where(o => Couriers.All(courier => courier.Sink != o.Key)))
            NoSuchSink(_log, count, sink);
    }

    private void TakeAll()
    {
        while (_inbox.Reader.TryRead(out var message))
        {
            if (message.Keep is { } request)
                Keep(request);
            else
                MarkDelivered(message.CallId, message.Sink);
        }
    }

    private void Keep(KeepRequest request)
    {
        try
        {
            Clean();
            if (!_store.TryKeep(request.Decision, Couriers.Select(courier => courier.Sink)))
                throw new IOException($"A chamada {request.Decision.CallId} já tem uma decisão; uma ligação nova precisa de um UUID novo.");
            Send(request);
        }
        catch (IOException failure)
        {
            request.Kept.TrySetException(failure);
        }
    }

    private void Send(KeepRequest request)
    {
        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var courier in Couriers)
            courier.Deliver(request.Decision, repeated: false, acknowledged);
        request.Kept.TrySetResult(new(acknowledged.Task));
    }

    private void MarkDelivered(Guid callId, string sink)
    {
        try
        {
            _store.MarkDelivered(callId, sink, _time.GetUtcNow());
        }
        catch (IOException failure)
        {
            NotMarked(_log, failure, callId, sink); // the next start delivers it again, and the sink knows it by its call
        }
    }

    private void Clean()
    {
        var now = _time.GetUtcNow();
        if (now - _cleaned < BetweenCleanings)
            return;
        _cleaned = now;
        _store.Forget(now - Memory);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} decisões não entregues esperam por {Sink}, que não está em ACCESS_SINKS; para entregá-las, ponha-o de volta.")]
    private static partial void NoSuchSink(ILogger log, int count, string sink);

    [LoggerMessage(Level = LogLevel.Error, Message = "Chamada {CallId}: a entrega da decisão a {Sink} não pôde ser anotada; ela será repetida no próximo início.")]
    private static partial void NotMarked(ILogger log, Exception failure, Guid callId, string sink);

    /// <param name="Keep">Null: a sink has acknowledged.</param>
    private sealed record OutboxMessage(KeepRequest? Keep, Guid CallId, string Sink);

    private sealed record KeepRequest(AccessDecision Decision)
    {
        public TaskCompletionSource<DecisionReceipt> Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
