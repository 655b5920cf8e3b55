namespace Ramais.Voice;

/// <summary>
/// What a leg was sent in the last second: shape and level, frame by frame. A ring that the ticker writes and the receive loop reads; the
/// reader keeps to the newest half, which the writer does not touch before it has gone round.
/// </summary>
internal sealed class SentSound
{
    /// <summary>How far back a reader may look.</summary>
    public const int Reach = Frames / 2;

    private const int Frames = 128;

    /// <summary>RMS below which a frame of ours is a pause.</summary>
    private const float Audible = 100;

    private readonly float[] _shapes = new float[Frames * SoundShape.Values];
    private readonly float[] _levels = new float[Frames];
    private readonly float[] _silence = new float[SoundShape.Values];
    private long _count;
    private long _lastAudible = -Frames;

    public SentSound() => SoundShape.Of(AudioClip.SilentFrame, _silence);

    /// <summary>The shape of a frame of silence.</summary>
    public ReadOnlySpan<float> Silence => _silence;

    /// <summary>Frames sent so far.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Frames since the last one that could be heard.</summary>
    public long SilentFrames => Count - Volatile.Read(ref _lastAudible);

    /// <summary>A frame was sent. For the ticker.</summary>
    public void Add(ReadOnlySpan<short> frame)
    {
        var at = (int)(_count % Frames);
        var level = FrameLevel.Of(frame);
        if (level > 0)
            SoundShape.Of(frame, _shapes.AsSpan(at * SoundShape.Values, SoundShape.Values));
        else
            _silence.CopyTo(_shapes, at * SoundShape.Values);
        _levels[at] = level;
        if (level > Audible)
            Volatile.Write(ref _lastAudible, _count + 1);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Copies the shapes of consecutive frames. For the receive loop.</summary>
    /// <param name="first">Number of the first frame; not older than <see cref="Reach"/>. Frames before the first one sent are silence.</param>
    /// <param name="shapes">Takes as many frames as it has room for.</param>
    public void CopyShapes(long first, Span<float> shapes)
    {
        for (; !shapes.IsEmpty; shapes = shapes[SoundShape.Values..])
        {
            var source = first < 0 ? _silence : _shapes.AsSpan((int)(first % Frames) * SoundShape.Values, SoundShape.Values);
            source[..SoundShape.Values].CopyTo(shapes);
            first++;
        }
    }

    /// <summary>The loudest of some frames. For the receive loop.</summary>
    public float Loudest(long first, int count)
    {
        var most = 0f;
        for (var frame = Math.Max(0, first); frame < first + count; frame++)
            most = Math.Max(most, _levels[frame % Frames]);
        return most;
    }
}
