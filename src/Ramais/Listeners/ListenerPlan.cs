using System.Collections.Immutable;

namespace Ramais.Listeners;

/// <summary>The difference between what is open and what is wanted. What stays as it is appears nowhere in it.</summary>
/// <param name="Open">New end points.</param>
/// <param name="Close">End points that nobody wants any more.</param>
/// <param name="Replace">The same port on another address: two sockets may not overlap on it, so the old one goes first.</param>
/// <param name="Relabel">The same end point for a changed extension, another one or another role: nothing is rebound.</param>
internal sealed record ListenerPlan(
    ImmutableArray<WantedListener> Open, ImmutableArray<WantedListener> Close,
    ImmutableArray<(WantedListener Old, WantedListener New)> Replace, ImmutableArray<WantedListener> Relabel)
{
    /// <param name="open">What is open, or is being tried.</param>
    /// <param name="wanted">No port twice.</param>
    public static ListenerPlan Between(IEnumerable<WantedListener> open, IEnumerable<WantedListener> wanted)
    {
        var left = open.ToDictionary(o => o.EndPoint.Port);
        var (opening, replacing, relabelling) = (new List<WantedListener>(), new List<(WantedListener, WantedListener)>(), new List<WantedListener>());
        foreach (var listener in wanted)
        {
            if (!left.Remove(listener.EndPoint.Port, out var present))
                opening.Add(listener);
            else if (!present.EndPoint.Equals(listener.EndPoint))
                replacing.Add((present, listener));
            else if (present.Label != listener.Label)
                relabelling.Add(listener);
        }
        return new ListenerPlan([.. opening], [.. left.Values], [.. replacing], [.. relabelling]);
    }
}
