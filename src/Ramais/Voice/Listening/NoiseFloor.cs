namespace Ramais.Voice;

/// <summary>
/// The level of what is always there: the least of the last two seconds. Even connected speech falls back to it between syllables, so it needs
/// no word from the detector, and it follows a step up once two seconds have passed.
/// </summary>
internal sealed class NoiseFloor
{
    /// <summary>
    /// Below this no microphone is open (mu-law's zero and its neighbours, or filled-in silence): such a frame says little about the place,
    /// and the noise that returns with the next message must not look like a step.
    /// </summary>
    private const float Nothing = 8;

    /// <summary>Of each such frame: half of the floor is forgotten in 1.4 s.</summary>
    private const float Forgetting = 0.99f;

    private const int BlockFrames = 20;

    /// <summary>What is believed of the first seconds: a call may well begin with a loud "alô", in the first frame.</summary>
    private const float MostAtFirst = 300;

    // The least of each block; the current one and four whole ones are 1.6 to 2 s.
    private readonly float[] _minima = [MostAtFirst, MostAtFirst, MostAtFirst, MostAtFirst, MostAtFirst];
    private int _block;
    private int _framesInBlock;
    private float _previous;

    /// <summary>RMS, as of the frames so far; 0 while nothing was heard.</summary>
    public float Level { get; private set; }

    /// <summary>Takes the level of the next frame.</summary>
    public void Add(float level)
    {
        // Of two neighbours the louder: a single low frame of an uneven noise is not its floor.
        var news = level < Nothing ? Level * Forgetting : Math.Max(level, _previous);
        _previous = level;
        _minima[_block] = Math.Min(_minima[_block], news);
        Level = Least();
        if (++_framesInBlock == BlockFrames)
            OpenBlock();
    }

    private void OpenBlock()
    {
        _framesInBlock = 0;
        _block = (_block + 1) % _minima.Length;
        _minima[_block] = float.MaxValue;
    }

    private float Least()
    {
        var least = float.MaxValue;
        foreach (var minimum in _minima)
            least = Math.Min(least, minimum);
        return least;
    }
}
