using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Ramais.Telemetry;

/// <summary>
/// Counts by labels that come and go. What was counted once is told as zero when there is none of it: a series that merely ceases keeps its
/// last value with whoever collects it.
/// </summary>
/// <typeparam name="T">What the labels are made of; of a bounded set, since none is forgotten.</typeparam>
internal sealed class SteadyCounts<T>(Func<T, KeyValuePair<string, object?>[]> labels)
    where T : notnull
{
    private readonly ConcurrentDictionary<T, KeyValuePair<string, object?>[]> _seen = new();

    public IEnumerable<Measurement<int>> Of(IEnumerable<T> counted)
    {
        var counts = counted.CountBy(each => each).ToDictionary();
        foreach (var each in counts.Keys)
            _seen.GetOrAdd(each, labels);
        return _seen.Select(each => new Measurement<int>(counts.GetValueOrDefault(each.Key), each.Value));
    }
}
