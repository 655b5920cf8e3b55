namespace Ramais.Server.Load;

/// <summary>What all legs of a run add up to. Written by the generator's loop and by whoever ends a leg.</summary>
internal sealed class LoadStatistics
{
    private const long ShortestUs = 10_000_000;

    private long _frames;
    private long _late;
    private long _blockedSends;
    private int _endedByServer;
    private int _turnedAway;
    private long _spanUs;
    private long _aheadUs;

    public LatencyHistogram Deviation { get; } = new();

    public LatencyHistogram FirstFrame { get; } = new();

    /// <summary>How long after their due instants this side's own messages left.</summary>
    public LatencyHistogram GeneratorLate { get; } = new();

    public long Frames => Volatile.Read(ref _frames);

    public long Late => Volatile.Read(ref _late);

    public long BlockedSends => Volatile.Read(ref _blockedSends);

    public int EndedByServer => Volatile.Read(ref _endedByServer);

    public int TurnedAway => Volatile.Read(ref _turnedAway);

    public void AddFrame(bool late, long? deviationUs)
    {
        Interlocked.Increment(ref _frames);
        if (late)
            Interlocked.Increment(ref _late);
        if (deviationUs is { } deviation)
            Deviation.Add(deviation);
    }

    /// <summary>How much faster than ours the sender's clock goes, in millionths, over all legs.</summary>
    public double DriftPpm => Volatile.Read(ref _spanUs) is > 0 and var span ? Math.Round(Volatile.Read(ref _aheadUs) * 1e6 / span, 1) : 0;

    /// <summary>Takes what one leg has seen of the sender's clock. Short legs say nothing of it but their jitter.</summary>
    public void AddClock(long spanUs, long aheadUs)
    {
        if (spanUs < ShortestUs)
            return;
        Interlocked.Add(ref _spanUs, spanUs);
        Interlocked.Add(ref _aheadUs, aheadUs);
    }

    public void AddBlockedSend() => Interlocked.Increment(ref _blockedSends);

    public void AddEndedByServer() => Interlocked.Increment(ref _endedByServer);

    public void AddTurnedAway() => Interlocked.Increment(ref _turnedAway);
}
