using System.Collections.Immutable;

namespace Ramais.Telemetry;

/// <summary>A piece of a trace that is over. Names and attributes are of the product, never of people: no name, number or word of anybody.</summary>
internal sealed record TraceSpan(string Name, DateTimeOffset Start, DateTimeOffset End)
{
    public ImmutableArray<KeyValuePair<string, object?>> Attributes { get; init; } = [];

    public ImmutableArray<TraceSpan> Children { get; init; } = [];

    public bool Failed { get; init; }
}
