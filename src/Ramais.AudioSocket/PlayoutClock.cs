namespace Ramais.AudioSocket;

/// <summary>
/// When the audio sent so far will have been heard: each message begins where the one before it ends, or now after a pause. Written by the
/// one who sends.
/// </summary>
internal sealed class PlayoutClock(TimeProvider time)
{
    private long _end = long.MinValue;

    /// <summary>Time until the last sample sent has been played; zero when it has.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var now = time.GetTimestamp();
            return time.GetElapsedTime(now, Math.Max(now, Volatile.Read(ref _end)));
        }
    }

    /// <summary>Counts samples that were just sent.</summary>
    public void Add(int samples, int sampleRate)
    {
        var start = Math.Max(_end, time.GetTimestamp());
        Volatile.Write(ref _end, start + (samples * time.TimestampFrequency / sampleRate));
    }
}
