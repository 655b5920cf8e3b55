using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Ramais.Server.Dashboard.Live;

/// <summary>One measurement of how long something took.</summary>
internal readonly record struct Latency(string Stage, string Provider, double Seconds);

/// <summary>How long one stage took within one minute.</summary>
internal readonly record struct LatencyMinute(int Count, double Seconds, double Longest)
{
    public LatencyMinute Plus(double seconds) => new(Count + 1, Seconds + seconds, Math.Max(Longest, seconds));
}

/// <summary>
/// Remembers the last hour of the histograms that our meter records anyway. Whoever measures leaves a number in a channel and goes on; one loop
/// adds it up.
/// </summary>
internal sealed class LatencyWatch(Meter meter, TimeProvider time) : BackgroundService
{
    public const int Minutes = 60;

    private const int MostWaiting = 1024;
    private const int MostSeries = 64;

    private readonly Channel<Latency> _measured = Channel.CreateBounded<Latency>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private MeterListener? _listener;
    private volatile LatencyHours _hours = LatencyHours.Empty;

    /// <summary>The last hour.</summary>
    public ImmutableArray<LatencySeries> Read() => _hours.Series(Minute());

    /// <summary>Listens from here on: the loop itself begins at some later moment.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = Listen();
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _listener?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var latency in _measured.Reader.ReadAllAsync(stoppingToken))
                _hours = _hours.Plus(latency, Minute(), MostSeries);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter == meter && instrument is Histogram<double> { Unit: "s" })
                    own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) => _measured.Writer.TryWrite(new(instrument.Name, ProviderOf(tags), seconds)));
        listener.Start();
        return listener;
    }

    private static string ProviderOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key is "provider" or "stage")
                return $"{tag.Value}";
        }
        return "";
    }

    private long Minute() => time.GetUtcNow().ToUnixTimeSeconds() / 60;
}

/// <summary>An hour of every series; immutable.</summary>
internal sealed record LatencyHours(ImmutableDictionary<(string Stage, string Provider), ImmutableSortedDictionary<long, LatencyMinute>> Known)
{
    public static readonly LatencyHours Empty = new(ImmutableDictionary<(string, string), ImmutableSortedDictionary<long, LatencyMinute>>.Empty);

    public LatencyHours Plus(Latency latency, long minute, int mostSeries)
    {
        var key = (latency.Stage, latency.Provider);
        if (!Known.TryGetValue(key, out var series) && Known.Count >= mostSeries)
            return this;
        series ??= ImmutableSortedDictionary<long, LatencyMinute>.Empty;
        series = series.RemoveRange(series.Keys.Where(m => m <= minute - LatencyWatch.Minutes));
        return new(Known.SetItem(key, series.SetItem(minute, series.GetValueOrDefault(minute).Plus(latency.Seconds))));
    }

    /// <param name="minute">The present one, which is the last of each series.</param>
    public ImmutableArray<LatencySeries> Series(long minute) =>
    [
        .. Known.OrderBy(k => k.Key.Stage).ThenBy(k => k.Key.Provider)
            .Select(k => LatencySeries.Of(k.Key.Stage, k.Key.Provider, k.Value, minute))
            .Where(s => s.Count > 0),
    ];
}
