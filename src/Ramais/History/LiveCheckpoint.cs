using Ramais.Calls;

namespace Ramais.History;

/// <summary>
/// Which live calls are to be written now, so that a killed process leaves more than nothing: a new one and one with a decision at once, the
/// others as they change, but none more often than <see cref="Pause"/>. For the archive's loop alone.
/// </summary>
internal sealed class LiveCheckpoint(TimeProvider time)
{
    /// <summary>What is lost of a transcript when the process is killed.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, Saved> _saved = [];

    /// <summary>The live calls that are due.</summary>
    public List<CallView> Due(IReadOnlyCollection<CallView> live)
    {
        var ids = live.Select(view => view.Id).ToHashSet();
        foreach (var gone in _saved.Keys.Where(id => !ids.Contains(id)).ToList())
            _saved.Remove(gone);
        return [.. live.Where(IsDue)];
    }

    /// <summary>These have been written.</summary>
    public void Wrote(IEnumerable<CallView> views)
    {
        foreach (var view in views)
            _saved[view.Id] = new(view, time.GetTimestamp());
    }

    private bool IsDue(CallView view)
    {
        if (view.EndedAt is not null)
            return false; // the queue brings it
        if (!_saved.TryGetValue(view.Id, out var saved) || saved.View.StartedAt != view.StartedAt)
            return true;
        var decided = view.Decision is not null && saved.View.Decision is null;
        return !ReferenceEquals(view, saved.View) && (decided || time.GetElapsedTime(saved.At) >= Pause);
    }

    private sealed record Saved(CallView View, long At);
}
