using System.Collections.Concurrent;
using Ramais.Extensions;

namespace Ramais.Listeners;

/// <summary>Live connections by the extension that they came in on. Any thread.</summary>
internal sealed class ConnectionGauge
{
    private readonly ConcurrentDictionary<Extension, int> _live = new();

    public int Total => _live.Values.Sum();

    public void Add(Extension extension) => _live.AddOrUpdate(extension, 1, (_, count) => count + 1);

    public void Remove(Extension extension)
    {
        var left = _live.AddOrUpdate(extension, 0, (_, count) => count - 1);
        if (left == 0)
            _live.TryRemove(KeyValuePair.Create(extension, 0)); // only while it still is 0: a connection may have come meanwhile
    }

    /// <summary>Extensions with live connections and their number; the versions of one extension are summed and any of them stands for all.</summary>
    public Dictionary<int, (Extension Extension, int Count)> ById()
    {
        var byId = new Dictionary<int, (Extension Extension, int Count)>();
        foreach (var (extension, count) in _live)
        {
            if (count > 0)
                byId[extension.Id] = (extension, byId.GetValueOrDefault(extension.Id).Count + count);
        }
        return byId;
    }
}
