namespace Ramais.History;

/// <summary>
/// For how many whole days personal data are kept, after the day on which they came to be. With 0 they go in the night that ends that day.
/// </summary>
internal sealed record RetentionDays(int Recordings = 0, int Transcripts = 30, int Names = 30)
{
    /// <summary>The first local day whose data are still kept.</summary>
    public static DateOnly FirstKept(int days, DateTimeOffset now, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(-days);

    /// <summary>The instant at which a local day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) // a country that puts its clocks forward at midnight, as Brazil did
            midnight = midnight.AddMinutes(30);
        return new(midnight, zone.GetUtcOffset(midnight));
    }

    /// <summary>What came to be before this is over its days.</summary>
    public static DateTimeOffset Limit(int days, DateTimeOffset now, TimeZoneInfo zone) => StartOf(FirstKept(days, now, zone), zone);
}
