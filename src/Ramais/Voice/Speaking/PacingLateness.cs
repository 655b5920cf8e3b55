namespace Ramais.Voice;

/// <summary>Counts how late ticks were, and how often there was nothing to do. One thread records; any thread takes snapshots.</summary>
/// <param name="frequency">Timestamp units a second.</param>
internal sealed class PacingLateness(long frequency)
{
    private readonly long _tenMilliseconds = frequency / 100;
    private readonly long _fortyMilliseconds = frequency / 25;
    private long _ticks;
    private long _laterThan10;
    private long _laterThan40;
    private long _longest;
    private long _rests;

    /// <summary>One tick that came <paramref name="late"/> timestamp units after its deadline.</summary>
    public void Record(long late)
    {
        Volatile.Write(ref _ticks, _ticks + 1);
        if (late > _tenMilliseconds)
            Volatile.Write(ref _laterThan10, _laterThan10 + 1);
        if (late > _fortyMilliseconds)
            Volatile.Write(ref _laterThan40, _laterThan40 + 1);
        if (late > _longest)
            Volatile.Write(ref _longest, late);
    }

    /// <summary>Everything that was due is done, and everything that came is heard.</summary>
    public void Rest() => Volatile.Write(ref _rests, _rests + 1);

    /// <summary>The counts so far. Each is exact; together they may be one tick apart.</summary>
    public PacingStatistics Snapshot(int entries) => new(
        entries,
        Volatile.Read(ref _ticks),
        Volatile.Read(ref _laterThan10),
        Volatile.Read(ref _laterThan40),
        TimeSpan.FromSeconds((double)Volatile.Read(ref _longest) / frequency),
        Volatile.Read(ref _rests),
        Tickers: 1);
}

/// <summary>How the pacing keeps its deadlines.</summary>
/// <param name="Entries">Legs being paced now.</param>
/// <param name="Ticks">Ticks since the start, the first one of each leg not counted: it has no deadline.</param>
/// <param name="LaterThan10Ms">Ticks more than 10 ms after their deadline: the phone's buffer covers them.</param>
/// <param name="LaterThan40Ms">Ticks more than 40 ms after their deadline: heard as a gap.</param>
/// <param name="Longest">The longest lateness seen.</param>
/// <param name="Rests">How often a ticker had nothing left to do; each of them up to 500 times a second.</param>
/// <param name="Tickers">How many there are.</param>
internal sealed record PacingStatistics(int Entries, long Ticks, long LaterThan10Ms, long LaterThan40Ms, TimeSpan Longest, long Rests, int Tickers)
{
    /// <summary>What was counted since <paramref name="earlier"/>.</summary>
    public PacingStatistics Since(PacingStatistics earlier) => this with
    {
        Ticks = Ticks - earlier.Ticks,
        LaterThan10Ms = LaterThan10Ms - earlier.LaterThan10Ms,
        LaterThan40Ms = LaterThan40Ms - earlier.LaterThan40Ms,
        Rests = Rests - earlier.Rests,
    };

    /// <summary>The statistics of several tickers together.</summary>
    public static PacingStatistics Sum(IEnumerable<PacingStatistics> parts) => parts.Aggregate(
        new PacingStatistics(0, 0, 0, 0, TimeSpan.Zero, 0, 0),
        (sum, part) => new PacingStatistics(
            sum.Entries + part.Entries,
            sum.Ticks + part.Ticks,
            sum.LaterThan10Ms + part.LaterThan10Ms,
            sum.LaterThan40Ms + part.LaterThan40Ms,
            sum.Longest > part.Longest ? sum.Longest : part.Longest,
            sum.Rests + part.Rests,
            sum.Tickers + part.Tickers));
}
