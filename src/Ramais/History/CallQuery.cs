using Ramais.Calls;

namespace Ramais.History;

/// <summary>Which of the ended calls are wanted. What is null does not restrict.</summary>
internal sealed record CallQuery
{
    public const int MostAtOnce = 500;

    /// <summary>Calls that began at this instant or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Calls that began before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    public int? CondominiumId { get; init; }

    /// <summary>authorized, denied, no_answer, operator, abandoned or failed.</summary>
    public string? Result { get; init; }

    /// <summary>Where the page before ended (<see cref="CallPage.Next"/>); null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many calls a page has, up to <see cref="MostAtOnce"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary><see cref="Limit"/> within its bounds.</summary>
    public int Rows => Math.Clamp(Limit, 1, MostAtOnce);

    /// <summary>Whether a call in memory meets the conditions, whatever the page.</summary>
    public bool Wants(CallView call) =>
        (From is not { } from || call.StartedAt >= from)
        && (To is not { } to || call.StartedAt < to)
        && (CondominiumId is not { } condominium || call.CondominiumId == condominium)
        && (Result is not { } result || call.Result == result);
}
