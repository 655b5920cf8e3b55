using System.Globalization;

namespace Ramais.Server.Dashboard.Language;

/// <summary>The language of a page. Each text stands in both where it is used, so that none can be missing in one.</summary>
public sealed record Tongue(bool English)
{
    public string this[string portuguese, string english] => English ? english : portuguese;

    /// <summary>For the document's <c>lang</c>.</summary>
    public string Code => English ? "en" : "pt-BR";

    /// <summary>English only where the browser prefers it to Portuguese.</summary>
    /// <param name="acceptLanguage">The header; null or empty where there is none.</param>
    public static Tongue Of(string? acceptLanguage)
    {
        var (portuguese, english) = (0.0, 0.0);
        foreach (var entry in (acceptLanguage ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split(';', StringSplitOptions.TrimEntries);
            var weight = Weight(parts);
            if (Is(parts[0], "pt"))
                portuguese = Math.Max(portuguese, weight);
            else if (Is(parts[0], "en"))
                english = Math.Max(english, weight);
        }
        return new(english > portuguese);
    }

    /// <summary>Day and hour.</summary>
    public string Instant(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(English ? "yyyy-MM-dd HH:mm:ss" : "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A length of time in the two largest units that it has.</summary>
    public string Length(TimeSpan length) => length switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalDays} d {length.Hours} h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalHours} h {length.Minutes:00} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalMinutes} min {length.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)length.TotalSeconds)} s"),
    };

    private static bool Is(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);

    private static double Weight(string[] parts) =>
        parts.Length > 1 && parts[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parts[1].AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 1;
}
