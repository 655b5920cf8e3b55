using Ramais.Voice;

namespace Ramais.Recording;

/// <summary>
/// Frames on their way from one thread of the media path to the writer: allocated once, without a lock, and full rather than growing.
/// </summary>
/// <param name="capacity">Frames of 20 ms.</param>
internal sealed class FrameRing(int capacity)
{
    private readonly short[] _samples = new short[capacity * AudioClip.FrameSamples];
    private readonly long[] _positions = new long[capacity];
    private long _added;
    private long _taken;

    /// <summary>Frames that wait. Any thread.</summary>
    public int Count => (int)(Volatile.Read(ref _added) - Volatile.Read(ref _taken));

    /// <summary>Adds a frame. For one thread.</summary>
    /// <param name="position">Its place in the recording, in samples.</param>
    /// <param name="frame"><see cref="AudioClip.FrameSamples"/> samples; copied.</param>
    /// <returns>False when the ring is full: the frame is lost.</returns>
    public bool TryAdd(long position, ReadOnlySpan<short> frame)
    {
        var added = _added;
        if (added - Volatile.Read(ref _taken) == capacity)
            return false;
        frame.CopyTo(_samples.AsSpan((int)(added % capacity) * AudioClip.FrameSamples, AudioClip.FrameSamples));
        _positions[added % capacity] = position;
        Volatile.Write(ref _added, added + 1);
        return true;
    }

    /// <summary>Takes the oldest frame. For one other thread.</summary>
    public bool TryTake(Span<short> frame, out long position)
    {
        var taken = _taken;
        position = 0;
        if (taken == Volatile.Read(ref _added))
            return false;
        _samples.AsSpan((int)(taken % capacity) * AudioClip.FrameSamples, AudioClip.FrameSamples).CopyTo(frame);
        position = _positions[taken % capacity];
        Volatile.Write(ref _taken, taken + 1);
        return true;
    }
}
