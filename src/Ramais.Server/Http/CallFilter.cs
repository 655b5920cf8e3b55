using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ramais.Calls;
using Ramais.History;
using Ramais.Server.History;

namespace Ramais.Server.Http;

/// <summary>Which calls are wanted, as the query string says.</summary>
internal sealed record CallFilter(
    [property: FromQuery(Name = "from")] string? From, [property: FromQuery(Name = "to")] string? To, [property: FromQuery(Name = "condominium")] string? Condominium,
    [property: FromQuery(Name = "result")] string? Result, [property: FromQuery(Name = "cursor")] string? Cursor, [property: FromQuery(Name = "limit")] string? Limit)
{
    /// <param name="query">What is asked for.</param>
    /// <param name="fault">The first parameter that is wrong, in one Portuguese line.</param>
    public bool TryRead(out CallQuery query, [NotNullWhen(false)] out string? fault)
    {
        query = new();
        fault = null;
        var (from, to) = (Instant("from", From, ref fault), Instant("to", To, ref fault));
        var condominium = Whole("condominium", Condominium, int.MinValue, int.MaxValue, ref fault);
        var limit = Whole("limit", Limit, 1, CallQuery.MostAtOnce, ref fault);
        if (Given(Result) is { } result && !CallWords.Outcomes.Contains(result))
            fault ??= $"result: \"{Short(result)}\" não serve; use {string.Join(", ", CallWords.Outcomes.Order())}.";
        if (Given(Cursor) is { } cursor && HistoryCursor.Parse(cursor) is null)
            fault ??= "cursor: não é o next de uma página; comece de novo sem ele.";
        if (fault is not null)
            return false;
        query = new() { From = from, To = to, CondominiumId = condominium, Result = Given(Result), Cursor = Given(Cursor), Limit = limit ?? query.Limit };
        return true;
    }

    private static DateTimeOffset? Instant(string name, string? text, ref string? fault)
    {
        if (Given(text) is not { } given)
            return null;
        // Without an offset it is a time of UTC, so that an answer does not depend on where the server stands.
        if (DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && instant.Year is > 1970 and < 2100 && char.IsAsciiDigit(given[0]) && given.Contains('-', StringComparison.Ordinal))
            return instant;
        fault ??= $"{name}: \"{Short(given)}\" não serve; use uma data e hora ISO 8601, como 2026-03-01T12:00:00-03:00.";
        return null;
    }

    private static int? Whole(string name, string? text, int least, int most, ref string? fault)
    {
        if (Given(text) is not { } given)
            return null;
        if (int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        fault ??= least == 1 ? $"{name}: \"{Short(given)}\" não serve; use um número de {least} a {most}." : $"{name}: \"{Short(given)}\" não serve; use o número de um condomínio.";
        return null;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
