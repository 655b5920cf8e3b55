using System.Collections.Immutable;
using Ramais.Calls;
using Ramais.Voice;

namespace Ramais.Recording;

/// <summary>The recording of one call. Its legs fill the taps; everything else belongs to the writer.</summary>
internal sealed class CallRecording(Guid call, TimeProvider time)
{
    /// <summary>How long frames may be on their way to their place: what a network stalled comes late.</summary>
    private static readonly long HeldBack = AudioClip.SampleRate;

    private readonly long _begun = time.GetTimestamp();
    private readonly short[] _frame = new short[AudioClip.FrameSamples];
    private ImmutableArray<LegTap> _taps = [];
    private volatile bool _isOver;
    private StereoMix? _mix;
    private RecordingFile? _file;
    private long _lostTold;

    public Guid Call => call;

    public DateTimeOffset StartedAt { get; } = time.GetLocalNow();

    /// <summary>Frames that wait to be written. Any thread.</summary>
    public int Waiting => _taps.Sum(tap => tap.HeardFrames.Count + tap.SentFrames.Count);

    /// <summary>Frames that found no room. Any thread.</summary>
    public long Lost => _taps.Sum(tap => tap.Lost);

    public static long Samples(TimeSpan time) => time.Ticks / (TimeSpan.TicksPerSecond / AudioClip.SampleRate);

    /// <summary>A place for a leg's sound. Any thread.</summary>
    public LegTap Tap(LegRole role, long accepted)
    {
        var tap = new LegTap(role, _begun, accepted, time);
        ImmutableInterlocked.Update(ref _taps, taps => taps.Add(tap));
        return tap;
    }

    /// <summary>The call is over: what waits is written and the file closed. Any thread.</summary>
    public void End() => _isOver = true;

    /// <summary>Writes what has come. For the writer.</summary>
    /// <returns>Whether it is whole.</returns>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public bool Write(RecordingFolder folder)
    {
        var isOver = _isOver; // before the frames: none comes after it
        var (file, mix) = (_file ??= folder.Create(call, StartedAt), _mix ??= new());
        foreach (var tap in _taps)
        {
            Drain(tap.HeardFrames, tap.Role, mix, file);
            Drain(tap.SentFrames, tap.Role, mix, file);
        }
        mix.Flush(isOver ? mix.End : Samples(time.GetElapsedTime(_begun)) - HeldBack, file);
        if (isOver)
            file.Finish();
        return isOver;
    }

    /// <summary>Frames that found no room since this was last asked. For the writer.</summary>
    public long LostSinceLast()
    {
        var before = _lostTold;
        _lostTold = Lost;
        return _lostTold - before;
    }

    /// <summary>Lets go of the file as it is. For the writer.</summary>
    public void GiveUp() => _file?.Dispose();

    private void Drain(FrameRing frames, LegRole role, StereoMix mix, RecordingFile file)
    {
        while (frames.TryTake(_frame, out var position))
            mix.Add(role, position, _frame, file);
    }
}
