namespace Ramais.Voice;

/// <summary>
/// How loud our voice can come back at most, learnt without knowing the way it takes: in every second in which we spoke, the echo was no louder
/// than the loudest thing heard. A party who speaks makes single seconds loud; the quietest one of the last eight bounds the echo.
/// </summary>
internal struct EchoBound
{
    /// <summary>One second; what is sent counts in its first half, so that its echo still falls into it.</summary>
    private const int BlockFrames = 50;

    private const int Blocks = 8;

    /// <summary>RMS of what has to be sent in a block for it to tell anything.</summary>
    private const float LoudEnough = 800;

    /// <summary>3 dB under what was sent: what is believed before anything was heard.</summary>
    private const float AtFirst = 0.7f;

    private BlockGains _gains;
    private int _block;
    private int _frames;
    private float _sent;
    private float _heard;

    /// <summary>Opens with what is believed at first.</summary>
    public EchoBound()
    {
        Gain = AtFirst;
        ((Span<float>)_gains).Fill(AtFirst);
    }

    /// <summary>Of the level heard to the level sent, at most.</summary>
    public float Gain { get; private set; }

    /// <summary>Takes a frame of each direction.</summary>
    public void Add(float heard, float sent)
    {
        _heard = Math.Max(_heard, heard);
        if (_frames < BlockFrames / 2)
            _sent = Math.Max(_sent, sent);
        if (++_frames < BlockFrames)
            return;
        if (_sent >= LoudEnough)
            Note(_heard / _sent);
        (_frames, _sent, _heard) = (0, 0, 0);
    }

    private void Note(float gain)
    {
        Span<float> gains = _gains;
        gains[_block] = gain;
        _block = (_block + 1) % Blocks;
        Gain = float.MaxValue;
        foreach (var one in gains)
            Gain = Math.Min(Gain, one);
    }

    [System.Runtime.CompilerServices.InlineArray(Blocks)]
    private struct BlockGains
    {
        private float _first;
    }
}
