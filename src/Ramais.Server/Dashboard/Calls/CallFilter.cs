using System.Globalization;
using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.Dashboard.Calls;

/// <summary>Which calls a page lists, as its address says. A part that can't be read restricts nothing; dates that can't be are a fault.</summary>
/// <param name="Condominium">Null for all.</param>
/// <param name="Result">Null for all.</param>
/// <param name="Period">One of <see cref="Periods"/>.</param>
/// <param name="First">With <see cref="Dates"/>: the first local day; null for no limit.</param>
/// <param name="Last">With <see cref="Dates"/>: the last local day, which is listed too; null for no limit.</param>
internal sealed record CallFilter(int? Condominium, string? Result, string Period, DateOnly? First = null, DateOnly? Last = null)
{
    public const string Today = "hoje";
    public const string Day = "24h";
    public const string Week = "7d";
    public const string Month = "30d";
    public const string Dates = "datas";
    public const string Everything = "tudo";

    /// <summary>As the address and the fields have it.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    public static readonly string[] Periods = [Today, Day, Week, Month, Dates, Everything];

    /// <summary>Null when the dates can be listed.</summary>
    public DateFault? Fault { get; private init; }

    public static CallFilter Of(string? condominium, string? result, string? period, string? first = null, string? last = null)
    {
        var filter = new CallFilter(
            int.TryParse(condominium, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null,
            CallWords.Outcomes.Contains(result ?? "") ? result : null,
            Periods.Contains(period) ? period! : Week);
        return filter.Period == Dates ? filter.Between(first, last) : filter;
    }

    /// <summary>As the history wants it.</summary>
    /// <param name="now">The end of a period that lasts until now.</param>
    /// <param name="zone">Whose days are meant.</param>
    public CallQuery Query(DateTimeOffset now, TimeZoneInfo zone) => new()
    {
        From = From(now, zone),
        To = Last is { } last ? RetentionDays.StartOf(last.AddDays(1), zone) : null,
        CondominiumId = Condominium,
        Result = Result,
    };

    private CallFilter Between(string? first, string? last)
    {
        DateFault? fault = null;
        var (from, to) = (Read(first, DateFault.First, ref fault), Read(last, DateFault.Last, ref fault));
        return this with { First = from, Last = to, Fault = fault ?? (from > to ? DateFault.Order : null) };
    }

    private static DateOnly? Read(string? text, DateFault kind, ref DateFault? fault)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 2100)
            return day;
        fault ??= kind;
        return null;
    }

    private DateTimeOffset? From(DateTimeOffset now, TimeZoneInfo zone) => Period switch
    {
        Today => RetentionDays.Limit(0, now, zone),
        Day => now.AddDays(-1),
        Week => now.AddDays(-7),
        Month => now.AddDays(-30),
        Dates when First is { } first => RetentionDays.StartOf(first, zone),
        _ => null,
    };
}

/// <summary>What is wrong with the dates of a filter.</summary>
internal enum DateFault
{
    /// <summary>The first is no date.</summary>
    First,

    /// <summary>The last is no date.</summary>
    Last,

    /// <summary>The first comes after the last.</summary>
    Order,
}
