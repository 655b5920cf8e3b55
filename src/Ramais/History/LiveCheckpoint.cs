using Ramais.Calls;

namespace Ramais.History;

/// <summary>
/// Which live calls are to be written now, so that a killed process leaves more than nothing: a new one and one with a decision at once, the
/// others as they change, but none more often than <see cref="Pause"/> and on average no more than <see cref="MostASecond"/> together. For the archive's loop alone.
/// </summary>
internal sealed class LiveCheckpoint(TimeProvider time)
{
    /// <summary>What is lost of a transcript when the process is killed, with as many calls as <see cref="MostASecond"/> serves.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>With more calls they wait longer: over half of what calls in progress allocated was for this (docs/adr/0022).</summary>
    public const int MostASecond = 40;

    private readonly Dictionary<Guid, Saved> _saved = [];

    /// <summary>The live calls that are due.</summary>
    public List<CallView> Due(IReadOnlyCollection<CallView> live)
    {
        var ids = live.Select(view => view.Id).ToHashSet();
        foreach (var gone in _saved.Keys.Where(id => !ids.Contains(id)).ToList())
            _saved.Remove(gone);
        var pause = TimeSpan.FromSeconds(Math.Max(Pause.TotalSeconds, (double)live.Count / MostASecond));
        return [.. live.Where(view => IsDue(view, pause))];
    }

    /// <summary>These have been written.</summary>
    public void Wrote(IEnumerable<CallView> views)
    {
        foreach (var view in views)
            _saved[view.Id] = new(view, time.GetTimestamp());
    }

    private bool IsDue(CallView view, TimeSpan pause)
    {
        if (view.EndedAt is not null)
            return false; // the queue brings it
        if (!_saved.TryGetValue(view.Id, out var saved) || saved.View.StartedAt != view.StartedAt)
            return true;
        var decided = view.Decision is not null && saved.View.Decision is null;
        return !ReferenceEquals(view, saved.View) && (decided || time.GetElapsedTime(saved.At) >= pause);
    }

    private sealed record Saved(CallView View, long At);
}
