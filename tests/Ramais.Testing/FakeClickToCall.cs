using Ramais.ClickToCall;

namespace Ramais.Testing;

/// <summary>A PBX that takes every request, or refuses, and remembers.</summary>
internal sealed class FakeClickToCall : IClickToCall
{
    public string Name { get; init; } = "fake";

    public List<RingRequest> Rings { get; } = [];

    public List<RingRequest> Cancelled { get; } = [];

    /// <summary>Why it refuses; null takes requests.</summary>
    public string? Refuses { get; set; }

    /// <summary>What taking a request is like: it may last, or fail for some numbers.</summary>
    public Func<RingRequest, CancellationToken, Task> Takes { get; set; } = (_, _) => Task.CompletedTask;

    public Task RingAsync(RingRequest request, CancellationToken cancellation)
    {
        Rings.Add(request);
        return Refuses is { } reason ? throw new ClickToCallException(reason) : Takes(request, cancellation);
    }

    public Task CancelAsync(RingRequest request, CancellationToken cancellation)
    {
        Cancelled.Add(request);
        return Task.CompletedTask;
    }
}
