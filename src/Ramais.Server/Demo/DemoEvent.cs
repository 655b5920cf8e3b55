namespace Ramais.Server.Demo;

/// <summary>One line of what the demonstration shows; also its JSON. Fields that an event has not are left out.</summary>
/// <param name="Event">What, snake_case.</param>
/// <param name="AtMs">Since the start of the visitor's call.</param>
internal sealed record DemoEvent(string Event, long AtMs)
{
    /// <summary><c>visitor</c>, <c>resident</c> or <c>ramais</c>.</summary>
    public string? Who { get; init; }

    /// <summary>To whom Ramais speaks.</summary>
    public string? To { get; init; }

    public string? Text { get; init; }

    public string? Key { get; init; }

    public string? State { get; init; }

    /// <summary>How a call ended.</summary>
    public string? How { get; init; }

    /// <summary><c>key</c> or <c>voice</c>: by what the resident decided.</summary>
    public string? By { get; init; }

    public DemoLatencies? LatenciesMs { get; init; }

    public string? AuthorizationResult { get; init; }
}
