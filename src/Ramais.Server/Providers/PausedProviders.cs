using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Ramais.Server.Providers;

/// <summary>The breakers of the providers of one kind, for a gauge. Any thread.</summary>
internal sealed class PausedProviders
{
    private readonly ConcurrentBag<(string Provider, ProviderBreaker Breaker)> _breakers = [];

    /// <returns>The same breaker.</returns>
    public ProviderBreaker Watch(string provider, ProviderBreaker breaker)
    {
        _breakers.Add((provider, breaker));
        return breaker;
    }

    /// <summary>1 for each provider that is paused, for any of the voices it has; else 0.</summary>
    public IEnumerable<Measurement<int>> Measure() => _breakers.GroupBy(each => each.Provider)
        .Select(group => new Measurement<int>(group.Any(each => each.Breaker.IsOpen) ? 1 : 0, new KeyValuePair<string, object?>("provider", group.Key)));
}
