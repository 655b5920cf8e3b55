using System.Collections.Concurrent;
using Ramais.Server.Http;

namespace Ramais.Server.Demo;

/// <summary>Follows the demonstration's call through the API and tells what is new: who said what, the ringing, the decision.</summary>
internal sealed class DemoWatch(DemoApi api, Guid id, TimeProvider time, Action<DemoEvent> tell)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource _ringing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();
    private int _linesTold;
    private bool _decisionTold;

    /// <summary>Completed when the resident's telephone rings.</summary>
    public Task Ringing => _ringing.Task;

    /// <summary>Completed when Ramais begins a sentence whose key begins so.</summary>
    public Task WhenBegun(string key) =>
        _awaited.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Watches until the call has ended.</summary>
    /// <returns>The call as it ended.</returns>
    public async Task<CallBody> RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var call = await api.FindAsync(id, cancellation);
            if (call is not null)
                Tell(call);
            if (call is { EndedAt: not null })
                return call;
            await Task.Delay(Interval, time, cancellation);
        }
    }

    private void Tell(CallBody call)
    {
        foreach (var (key, begun) in _awaited)
        {
            if (call.Timeline.Any(e => e is { Event: "prompt_started", Detail: { } started } && started.StartsWith(key, StringComparison.Ordinal)))
                begun.TrySetResult();
        }
        foreach (var happened in News(call).OrderBy(e => e.AtMs))
            tell(happened);
    }

    private List<DemoEvent> News(CallBody call)
    {
        var lines = call.Transcript.Skip(_linesTold).ToList();
        _linesTold += lines.Count;
        List<DemoEvent> news = [.. lines.Select(line => Spoken(line, Offset(call, line.Leg))).OfType<DemoEvent>()];
        if (call.State == "ringing" && _ringing.TrySetResult())
            news.Add(new("state", SinceVisitor(call, time.GetUtcNow())) { State = call.State });
        if (call.Decision is { } decision && !_decisionTold)
        {
            _decisionTold = true;
            news.Add(new("decision", SinceVisitor(call, decision.At)) { AuthorizationResult = decision.AuthorizationResult, By = decision.By });
        }
        return news;
    }

    // A key is a line in brackets; the party that pressed it has told it already.
    private static DemoEvent? Spoken(LineBody line, long offset) => line switch
    {
        { Speaker: "ramais" } => new("says", offset + line.AtMs) { Who = "ramais", To = line.Leg, Text = line.Text },
        { Text: ['[', ..] } => null,
        _ => new("understood", offset + line.AtMs) { Who = line.Speaker, Text = line.Text },
    };

    private static long Offset(CallBody call, string leg) =>
        call.Legs.FirstOrDefault(l => l.Role == leg) is { } connected ? SinceVisitor(call, connected.ConnectedAt) : 0;

    private static long SinceVisitor(CallBody call, DateTimeOffset at) => (long)(at - call.StartedAt).TotalMilliseconds;
}
