using System.Globalization;
using Ramais.History;

namespace Ramais.Server.Dashboard.Calls;

/// <summary>Which calls a page lists, as its address says. A part that can't be read restricts nothing.</summary>
internal sealed record CallFilter(int? Condominium, string? Result, string Period)
{
    public const string Today = "hoje";
    public const string Day = "24h";
    public const string Week = "7d";
    public const string Month = "30d";
    public const string Everything = "tudo";

    public static readonly string[] Results = ["authorized", "denied", "no_answer", "operator", "abandoned", "failed"];
    public static readonly string[] Periods = [Today, Day, Week, Month, Everything];

    public static CallFilter Of(string? condominium, string? result, string? period) => new(
        int.TryParse(condominium, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null,
        Results.Contains(result) ? result : null,
        Periods.Contains(period) ? period! : Week);

    /// <summary>As the history wants it.</summary>
    public CallQuery Query(DateTimeOffset now, TimeZoneInfo zone) => new() { From = From(now, zone), CondominiumId = Condominium, Result = Result };

    private DateTimeOffset? From(DateTimeOffset now, TimeZoneInfo zone) => Period switch
    {
        Today => Midnight(now, zone),
        Day => now.AddDays(-1),
        Week => now.AddDays(-7),
        Month => now.AddDays(-30),
        _ => null,
    };

    private static DateTimeOffset Midnight(DateTimeOffset now, TimeZoneInfo zone)
    {
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date;
        return new(midnight, zone.GetUtcOffset(midnight));
    }
}
