namespace Ramais.Calls;

/// <summary>Time since a leg was accepted: what its timeline counts in.</summary>
internal sealed class LegClock(TimeProvider time)
{
    private readonly long _accepted = time.GetTimestamp();

    /// <summary>The accept, in the TimeProvider's timestamp units.</summary>
    public long Accepted => _accepted;

    public TimeSpan Elapsed => time.GetElapsedTime(_accepted);

    public long ElapsedMs => (long)Elapsed.TotalMilliseconds;
}
