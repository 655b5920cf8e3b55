using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Ramais.Server.Tests;

/// <summary>A meter of one test, and what is counted under it; other tests have meters of the same name at the same time.</summary>
internal sealed class CountedMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _counts = new();

    public CountedMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Meter && instrument is Counter<long>)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            _counts.Enqueue($"{instrument.Name.Split('.')[^1]} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        _listener.Start();
    }

    public Meter Meter { get; } = new("Ramais");

    /// <summary>The last part of each counter's name and the values of its labels, in the order of counting.</summary>
    public List<string> Counts => [.. _counts];

    public void Dispose()
    {
        _listener.Dispose();
        Meter.Dispose();
    }
}
