namespace Ramais.History;

/// <summary>A place where personal data are kept. Everything throws <see cref="IOException"/> or <see cref="HistoryException"/>, in Portuguese.</summary>
internal interface IPersonalData
{
    /// <summary>In Portuguese, for whoever is told what was erased.</summary>
    string Name { get; }

    /// <summary>Erases what is over its days.</summary>
    /// <returns>How many things were erased.</returns>
    Task<int> PurgeAsync(RetentionLimits limits, CancellationToken stopping);

    /// <summary>Ended calls that this place knows to concern an apartment.</summary>
    Task<IReadOnlyCollection<Guid>> FindAsync(Home home, CancellationToken stopping);

    /// <summary>Erases what it has of these calls: apartment, names, words, sound.</summary>
    Task<Erased> EraseAsync(IReadOnlyCollection<Guid> calls, CancellationToken stopping);
}

/// <summary>An apartment.</summary>
/// <param name="Apartment">As the directory writes it.</param>
internal sealed record Home(int CondominiumId, string Apartment);

/// <param name="Count">Things erased.</param>
/// <param name="Left">Things that can't be erased yet.</param>
/// <param name="Why">In Portuguese: what these are, why they are left, and what to do; null where nothing is left.</param>
internal readonly record struct Erased(int Count, int Left = 0, string? Why = null);

/// <summary>What came to be before these is over its days.</summary>
internal sealed record RetentionLimits(DateOnly Recordings, DateTimeOffset Transcripts, DateTimeOffset Names)
{
    public static RetentionLimits Of(RetentionDays days, DateTimeOffset now, TimeZoneInfo zone) => new(
        RetentionDays.FirstKept(days.Recordings, now, zone), RetentionDays.Limit(days.Transcripts, now, zone), RetentionDays.Limit(days.Names, now, zone));
}
