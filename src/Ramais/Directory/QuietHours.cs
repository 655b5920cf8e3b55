using System.Globalization;

namespace Ramais.Directory;

/// <summary>Hours of the day in which residents are not rung: <c>22:00-07:00</c>, over midnight too; <c>nunca</c> for none.</summary>
internal sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    public static readonly QuietHours Never = new(default, default);

    /// <summary>From the first minute on, up to the last one and without it, in the local time of the machine.</summary>
    public bool Contains(TimeOnly time) => this != Never && time.IsBetween(From, To);

    /// <returns>Null when it can't be read, or begins when it ends.</returns>
    public static QuietHours? Parse(string text)
    {
        if (text.Equals("nunca", StringComparison.OrdinalIgnoreCase))
            return Never;
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Hour(parts[0]) is { } from && Hour(parts[1]) is { } to && from != to ? new(from, to) : null;
    }

    private static TimeOnly? Hour(string text) =>
        TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;
}
