using Ramais.Calls;
using Ramais.Voice;

namespace Ramais.Recording;

/// <summary>
/// What one leg of a recorded call carries: its party and what that party is told. Called on the media path, so it only copies; what finds no
/// room because the disk is slow is lost to the recording and counted.
/// </summary>
internal sealed class LegTap
{
    /// <summary>How long the disk may stand still: four seconds of frames, 64 kB each way.</summary>
    private const int Frames = 200;

    /// <summary>How far the ticker may be from its own count before that is a gap: less is only lateness, which it makes up for.</summary>
    private static readonly long Gap = 3 * AudioClip.FrameSamples;

    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly long _offset;

    // The ticker's.
    private long _nextSent;

    // Each written by one thread, read by the writer.
    private long _lostHeard;
    private long _lostSent;

    /// <param name="role">The visitor is on the left, the resident on the right.</param>
    /// <param name="begun">Where the recording begins, as a timestamp.</param>
    /// <param name="accepted">The accept of the leg, from which its frames are counted.</param>
    /// <param name="time">Gives the timestamps their unit.</param>
    public LegTap(LegRole role, long begun, long accepted, TimeProvider time)
    {
        (Role, _begun, _time) = (role, begun, time);
        _offset = CallRecording.Samples(time.GetElapsedTime(begun, accepted));
    }

    public LegRole Role { get; }

    public FrameRing HeardFrames { get; } = new(Frames);

    public FrameRing SentFrames { get; } = new(Frames);

    /// <summary>Frames lost so far. Any thread.</summary>
    public long Lost => Volatile.Read(ref _lostHeard) + Volatile.Read(ref _lostSent);

    /// <summary>The party's next 20 ms. For the receive loop.</summary>
    public void Heard(ReadOnlySpan<short> frame, TimeSpan start)
    {
        if (!HeardFrames.TryAdd(_offset + CallRecording.Samples(start), frame))
            Volatile.Write(ref _lostHeard, _lostHeard + 1);
    }

    /// <summary>20 ms were sent to the party. For the ticker.</summary>
    public void Sent(ReadOnlySpan<short> frame)
    {
        var now = CallRecording.Samples(_time.GetElapsedTime(_begun));
        var position = now - _nextSent > Gap ? now : Math.Max(_nextSent, _offset);
        _nextSent = position + AudioClip.FrameSamples;
        if (!SentFrames.TryAdd(position, frame))
            Volatile.Write(ref _lostSent, _lostSent + 1);
    }
}
