using System.Collections.Immutable;

namespace Ramais.Server.Dashboard.Live;

/// <summary>The last hour of one stage and provider. Public because a component's parameter has to be.</summary>
/// <param name="Stage">The instrument's name.</param>
/// <param name="Provider">Which service; empty where there is one only.</param>
/// <param name="Count">How often.</param>
/// <param name="MeanMs">Over the hour.</param>
/// <param name="LongestMs">Of the hour.</param>
/// <param name="FiveMinuteMeansMs">Twelve, the latest last; 0 where nothing was measured.</param>
public sealed record LatencySeries(
    string Stage, string Provider, int Count, double MeanMs, double LongestMs, ImmutableArray<double> FiveMinuteMeansMs)
{
    private const int Width = 5;

    internal static LatencySeries Of(string stage, string provider, IReadOnlyDictionary<long, LatencyMinute> minutes, long now)
    {
        var hour = Enumerable.Range(0, LatencyWatch.Minutes).Select(i => minutes.GetValueOrDefault(now - LatencyWatch.Minutes + 1 + i)).ToArray();
        return new(stage, provider, hour.Sum(m => m.Count), Mean(hour), hour.Max(m => m.Longest) * 1000, [.. hour.Chunk(Width).Select(Mean)]);
    }

    private static double Mean(LatencyMinute[] minutes) =>
        minutes.Sum(m => m.Count) is > 0 and var count ? Math.Round(minutes.Sum(m => m.Seconds) / count * 1000, 1) : 0;
}
