namespace Ramais.Listeners;

/// <summary>Doubles from one length up to another.</summary>
internal static class GrowingPause
{
    /// <param name="shortest">The pause after the first failure.</param>
    /// <param name="longest">No pause is longer.</param>
    /// <param name="failures">Failures in a row, from 1.</param>
    public static TimeSpan After(TimeSpan shortest, TimeSpan longest, int failures)
    {
        var doublings = Math.Min(failures - 1, 20);
        return TimeSpan.FromTicks(Math.Min(longest.Ticks, shortest.Ticks << doublings));
    }
}
