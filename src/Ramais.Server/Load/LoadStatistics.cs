namespace Ramais.Server.Load;

/// <summary>What all legs of a run add up to. Written by the receive completions of all legs and by the sender's thread at once.</summary>
internal sealed class LoadStatistics
{
    private long _frames;
    private long _late;
    private long _blockedSends;
    private int _endedByServer;

    public LatencyHistogram Deviation { get; } = new();

    public LatencyHistogram FirstFrame { get; } = new();

    /// <summary>How long after their due instants this side's own messages left.</summary>
    public LatencyHistogram GeneratorLate { get; } = new();

    public long Frames => Volatile.Read(ref _frames);

    public long Late => Volatile.Read(ref _late);

    public long BlockedSends => Volatile.Read(ref _blockedSends);

    public int EndedByServer => Volatile.Read(ref _endedByServer);

    public void AddFrame(bool late, long? deviationUs)
    {
        Interlocked.Increment(ref _frames);
        if (late)
            Interlocked.Increment(ref _late);
        if (deviationUs is { } deviation)
            Deviation.Add(deviation);
    }

    public void AddBlockedSend() => Interlocked.Increment(ref _blockedSends);

    public void AddEndedByServer() => Interlocked.Increment(ref _endedByServer);
}
