namespace Ramais.Voice;

/// <summary>
/// The last frames before speech is believed. Speech is loud for longer than a click, and its level moves, which neither a tone's (keys,
/// ringing, horns) nor a steady noise's does.
/// </summary>
internal sealed class SpeechOnset
{
    /// <summary>160 ms are looked at: a short "sim" fits in.</summary>
    public const int WindowFrames = 8;

    /// <summary>A click of 60 ms touches four frames.</summary>
    private const int LoudFrames = 5;

    /// <summary>4 dB. White noise stays within 2, a tone within 1; syllables go up and down by 10 and more.</summary>
    private const float Movement = 1.6f;

    private readonly float[] _levels = new float[WindowFrames];

    /// <summary>Loud frames in the window.</summary>
    public int Loud { get; private set; }

    /// <summary>Frames from the first loud one in the window to the last frame, both counted; 0 when none is loud.</summary>
    public int Age { get; private set; }

    /// <summary>Takes the next frame: its level when it is loud, else 0.</summary>
    public void Add(float level)
    {
        _levels.AsSpan(1).CopyTo(_levels);
        _levels[^1] = level;
        Loud = _levels.AsSpan().Length - _levels.AsSpan().Count(0f);
        Age = Loud == 0 ? 0 : WindowFrames - _levels.AsSpan().IndexOfAnyExcept(0f);
    }

    /// <summary>Whether this is how speech begins.</summary>
    public bool IsSpeech() => Loud >= LoudFrames && Moves();

    public void Clear()
    {
        _levels.AsSpan().Clear();
        (Loud, Age) = (0, 0);
    }

    // The first and the last frame of a sound are only partly filled by it, so they move even when the sound does not.
    private bool Moves()
    {
        var (least, most) = (float.MaxValue, 0f);
        for (var i = 1; i < WindowFrames - 1; i++)
        {
            if (_levels[i - 1] == 0 || _levels[i] == 0 || _levels[i + 1] == 0)
                continue;
            least = Math.Min(least, _levels[i]);
            most = Math.Max(most, _levels[i]);
        }
        return most >= least * Movement;
    }
}
