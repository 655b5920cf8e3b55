using System.Diagnostics.Metrics;
using Ramais.ClickToCall;
using Ramais.Testing;

namespace Ramais.Tests.ClickToCall;

/// <summary>The order of transports, their limit and their doubts, in virtual time.</summary>
public sealed class FallbackClickToCallTests : IDisposable
{
    private static readonly RingRequest Request = new(Gatehouse.NewId(), Gatehouse.Aurora, "1003501", 1);

    private readonly FakeClickToCall _first = new() { Name = "amqp" };
    private readonly FakeClickToCall _second = new() { Name = "ari" };
    private readonly ListLogger<FallbackClickToCall> _log = new();
    private readonly Meter _meter = new("Ramais.Test");
    private readonly MeterListener _listener = new();
    private readonly List<string> _counted = [];

    public FallbackClickToCallTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
            _counted.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))} +{count}"));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void The_first_that_takes_it_has_it_and_is_the_one_to_cancel() => VirtualTime.Run(async time =>
    {
        var chain = Chain(time);
        await chain.RingAsync(Request, default);
        await chain.CancelAsync(Request, default);
        Assert.Equal([Request], _first.Rings);
        Assert.Equal([Request], _first.Cancelled);
        Assert.Empty(_second.Rings);
        Assert.Empty(_second.Cancelled);
        Assert.Equal(["ramais.ring.requests amqp accepted +1"], _counted);
    });

    [Fact]
    public void A_refusal_goes_to_the_next_at_once_and_so_does_the_cancel() => VirtualTime.Run(async time =>
    {
        _first.Refuses = "amqp: sem conexão";
        var chain = Chain(time);
        await chain.RingAsync(Request, default);
        await chain.CancelAsync(Request, default);
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
        Assert.Equal([Request], _second.Cancelled);
        Assert.Empty(_first.Cancelled);
        Assert.Contains("pedido por ari, porque antes falhou: amqp: sem conexão", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(["ramais.ring.requests amqp refused +1", "ramais.ring.requests ari accepted +1"], _counted);
    });

    [Fact]
    public void When_all_refuse_the_failure_tells_each_cause_and_a_cancel_asks_nobody() => VirtualTime.Run(async time =>
    {
        (_first.Refuses, _second.Refuses) = ("amqp: sem conexão", "ari: recusado");
        var chain = Chain(time);
        var failure = await Assert.ThrowsAsync<ClickToCallException>(() => chain.RingAsync(Request, default));
        await chain.CancelAsync(Request, default);
        Assert.Equal("amqp: sem conexão; ari: recusado", failure.Message);
        Assert.Empty(_first.Cancelled);
        Assert.Empty(_second.Cancelled);
    });

    [Fact]
    public void One_that_does_not_answer_has_five_seconds_and_is_told_to_stop_before_the_next_rings() => VirtualTime.Run(async time =>
    {
        _first.Takes = (_, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        var cancelledBefore = -1;
        _second.Takes = (_, _) =>
        {
            cancelledBefore = _first.Cancelled.Count;
            return Task.CompletedTask;
        };
        await Chain(time).RingAsync(Request, default);
        Assert.Equal(TimeSpan.FromSeconds(5), time.Elapsed);
        Assert.Equal(1, cancelledBefore);
        Assert.Equal([Request], _second.Rings);
        Assert.Equal(["ramais.ring.requests amqp unknown +1", "ramais.ring.requests ari accepted +1"], _counted);
    });

    [Fact]
    public void A_connection_that_breaks_leaves_the_same_doubt() => VirtualTime.Run(async time =>
    {
        _first.Takes = (_, _) => throw new ClickToCallException("amqp: a conexão caiu") { MayRing = true };
        await Chain(time).RingAsync(Request, default);
        Assert.Equal([Request], _first.Cancelled);
        Assert.Equal([Request], _second.Rings);
    });

    [Fact]
    public void A_request_that_nobody_wants_any_more_does_not_leave() => VirtualTime.Run(async time =>
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => Chain(time).RingAsync(Request, new CancellationToken(canceled: true)));
        Assert.Empty(_first.Rings);
    });

    [Fact]
    public void A_request_that_has_left_is_waited_for_and_nobody_else_is_asked() => VirtualTime.Run(async time =>
    {
        using var unwanted = new CancellationTokenSource();
        _first.Takes = async (_, cancellation) =>
        {
            unwanted.Cancel();
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellation);
            throw new ClickToCallException("amqp: recusado");
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => Chain(time).RingAsync(Request, unwanted.Token));
        Assert.Equal(TimeSpan.FromSeconds(1), time.Elapsed);
        Assert.Empty(_second.Rings);
    });

    private FallbackClickToCall Chain(TimeProvider time) => new(
        [Limited(_first, time), Limited(_second, time)], _log);

    private LimitedClickToCall Limited(FakeClickToCall transport, TimeProvider time) => new(transport, TimeSpan.FromSeconds(5), time, new RingMetrics(_meter));
}
