using System.Collections.Concurrent;
using Ramais.Conversation;
using Ramais.Extensions;
using Ramais.History;

namespace Ramais.Calls;

/// <summary>
/// The live calls by UUID: the only map that several threads share, and the seam where a cluster finds the call that lives on another machine.
/// </summary>
/// <param name="archive">Takes the ended calls, of which only what tells of nobody stays here; null keeps the last ones here, whole.</param>
internal sealed class CallRegistry(CallServices services, ICallArchive? archive = null) : ICallBoard
{
    private const int Remembered = 500;

    private readonly ConcurrentDictionary<Guid, Call> _live = new();
    private readonly ConcurrentQueue<CallView> _past = new();

    public int LiveCount => _live.Count;

    /// <summary>The calls in progress, in no order.</summary>
    public IEnumerable<CallView> Live => _live.Values.Select(call => call.View);

    /// <summary>Messages that wait in the fullest inbox of a call.</summary>
    public int MostWaiting => _live.Values.Select(call => call.Waiting).DefaultIfEmpty().Max();

    /// <summary>What became of the ended ones.</summary>
    public CallTally Tally { get; } = new();

    /// <summary>Begins a call. Null when a call of that UUID lives already: a UUID is one visit.</summary>
    public Call? TryBegin(Guid id, Extension extension)
    {
        var call = new Call(id, extension, services);
        return _live.TryAdd(id, call) ? call : null;
    }

    /// <summary>The live call of that UUID and that extension; the UUID of another condominium's call opens nothing here.</summary>
    public Call? FindLive(Guid id, Extension extension) =>
        _live.TryGetValue(id, out var call) && call.Extension.Id == extension.Id ? call : null;

    /// <summary>Whether a call of that UUID ended a short while ago.</summary>
    public bool EndedRecently(Guid id) => _past.Any(view => view.Id == id);

    public void End(Call call)
    {
        var ended = call.View;
        _past.Enqueue(archive is null ? ended : ended.Bare());
        Tally.Add(ended);
        archive?.Add(ended);
        while (_past.Count > Remembered)
            _past.TryDequeue(out _);
        _live.TryRemove(call.Id, out _);
    }

    public IReadOnlyList<CallView> List() =>
        [.. _live.Values.Select(call => call.View).OrderByDescending(view => view.StartedAt), .. _past.Reverse().Select(Known)];

    public CallView? Find(Guid id) =>
        _live.TryGetValue(id, out var call) ? call.View : _past.LastOrDefault(view => view.Id == id) is { } past ? Known(past) : null;

    public bool HangUp(Guid id, LegRole role)
    {
        if (!_live.TryGetValue(id, out var call) || !call.View.Legs.Any(leg => leg.Role == role && leg.EndedAt is null))
            return false;
        return call.Inbox.TryWrite(new(new HangUpRequested(role)));
    }

    /// <summary>The whole call while it waits for the history.</summary>
    private CallView Known(CallView past) => archive?.Waiting(past.Id) is { } whole && whole.StartedAt == past.StartedAt ? whole : past;
}
