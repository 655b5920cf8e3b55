using Microsoft.Extensions.Logging;
using Ramais.Calls;

namespace Ramais.Listeners;

/// <summary>What every listener shares.</summary>
internal sealed class ListenerServices(
    IConnectionHandler handler, PbxGuard guard, TimeProvider time, ILogger logger, CancellationToken stopping, CancellationToken abandoned)
{
    private long _acceptErrors;

    public IConnectionHandler Handler { get; } = handler;
    public PbxGuard Guard { get; } = guard;
    public TimeProvider Time { get; } = time;
    public ILogger Logger { get; } = logger;
    public ConnectionGauge Gauge { get; } = new();

    /// <summary>Cancelled when calls are asked to end.</summary>
    public CancellationToken Stopping { get; } = stopping;

    /// <summary>Cancelled when calls that did not end are cut off.</summary>
    public CancellationToken Abandoned { get; } = abandoned;

    public long AcceptErrors => Interlocked.Read(ref _acceptErrors);

    public void CountAcceptError() => Interlocked.Increment(ref _acceptErrors);
}
