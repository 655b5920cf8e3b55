namespace Ramais.Voice;

/// <summary>The last frames heard, so that an utterance can begin before it was noticed. Holds memory from the first frame on.</summary>
internal sealed class SoundHistory
{
    /// <summary>Once in so many frames what is kept moves to the front: a frame costs a fraction of the history, not a history twice as long.</summary>
    private const int SlackFrames = 8;

    private readonly int _length;
    private short[] _samples = [];
    private int _end;

    /// <param name="frames">How many are kept.</param>
    public SoundHistory(int frames) => _length = frames * AudioClip.FrameSamples;

    /// <summary>How many of the kept frames were heard.</summary>
    public int Frames { get; private set; }

    /// <summary>The newest frame moves in, the oldest is forgotten.</summary>
    public void Add(ReadOnlySpan<short> frame)
    {
        if (_samples.Length == 0)
            (_samples, _end) = (new short[_length + (SlackFrames * AudioClip.FrameSamples)], _length);
        if (_end + frame.Length > _samples.Length)
            MoveToFront(frame.Length);
        frame.CopyTo(_samples.AsSpan(_end));
        _end += frame.Length;
        Frames = Math.Min(Frames + 1, _length / AudioClip.FrameSamples);
    }

    /// <summary>A frame was heard that nobody will ask for: what is known ends before it.</summary>
    public void Forget()
    {
        if (Frames == 0)
            return;
        Frames = 0;
        _samples.AsSpan().Clear();
    }

    /// <summary>The newest <paramref name="count"/> frames, oldest first; fewer when it does not hold as many. Silence stands for what was never heard.</summary>
    public ReadOnlySpan<short> Last(int count) => LastSamples(count * AudioClip.FrameSamples);

    /// <summary>The same in samples.</summary>
    public ReadOnlySpan<short> LastSamples(int count)
    {
        var length = Math.Min(count, _length);
        return _samples.AsSpan(_end - length, length);
    }

    private void MoveToFront(int added)
    {
        var kept = _length - added;
        _samples.AsSpan(_end - kept, kept).CopyTo(_samples);
        _end = kept;
    }
}
