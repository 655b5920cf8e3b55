namespace Ramais.Voice;

/// <summary>
/// Sound that may still be in the making: one writer appends clip after clip and says when that was all; a <see cref="SoundReader"/> plays
/// what there is. Whoever has caught up finds nothing and comes again.
/// </summary>
internal sealed class SoundInParts
{
    private SoundPart _last;
    private volatile bool _complete;

    public SoundInParts() => First = _last = new(ReadOnlyMemory<short>.Empty);

    /// <summary>Where a reader begins.</summary>
    public SoundPart First { get; }

    /// <summary>Nothing more will be appended. Any thread.</summary>
    public bool IsComplete => _complete;

    /// <summary>Sound that is there as a whole.</summary>
    public static SoundInParts Of(AudioClip clip)
    {
        var sound = new SoundInParts();
        sound.Append(clip);
        sound.Complete();
        return sound;
    }

    /// <summary>Adds what follows. For the writer.</summary>
    public void Append(AudioClip clip)
    {
        if (clip.Samples.IsEmpty)
            return;
        var part = new SoundPart(clip.Samples);
        _last.Next = part;
        _last = part;
    }

    /// <summary>That was all. For the writer.</summary>
    public void Complete() => _complete = true;
}

/// <summary>One clip of a sound, and the one behind it once there is one.</summary>
internal sealed class SoundPart(ReadOnlyMemory<short> samples)
{
    private volatile SoundPart? _next;

    public ReadOnlyMemory<short> Samples => samples;

    public SoundPart? Next
    {
        get => _next;
        set => _next = value;
    }
}

/// <summary>A place in a sound. A copy is another place: what could not be sent is read again.</summary>
internal struct SoundReader(SoundInParts sound)
{
    private SoundPart _part = sound.First;
    private int _position;

    /// <summary>Samples read so far.</summary>
    public int Taken { get; private set; }

    /// <summary>Whether everything was read and nothing more will come.</summary>
    public bool IsOver => sound.IsComplete && !FindMore(); // in this order: what was appended before the completion is seen after it

    /// <summary>Takes as many samples as there are and fit, across the borders of the parts.</summary>
    /// <returns>How many.</returns>
    public int Read(Span<short> samples)
    {
        var taken = 0;
        while (taken < samples.Length && FindMore())
        {
            var rest = _part.Samples.Span[_position..];
            var some = rest[..Math.Min(rest.Length, samples.Length - taken)];
            some.CopyTo(samples[taken..]);
            taken += some.Length;
            _position += some.Length;
        }
        Taken += taken;
        return taken;
    }

    private bool FindMore()
    {
        while (_position == _part.Samples.Length && _part.Next is { } next)
            (_part, _position) = (next, 0);
        return _position < _part.Samples.Length;
    }
}
