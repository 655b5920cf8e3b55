namespace Ramais.Voice;

/// <summary>
/// Tells speech from what is around it by its level alone: 9 dB above a floor that follows the place. Counts in frames; knows no clock.
/// </summary>
internal sealed class SpeechDetector
{
    /// <summary>9 dB over the floor.</summary>
    private const float OverFloor = 2.82f;

    /// <summary>RMS of the faintest speech that counts where there is no noise at all; room sound on a good line stays below.</summary>
    private const float FaintestSpeech = 200;

    /// <summary>200 ms: longer than the closure of a "p" or "t", shorter than any pause that means something.</summary>
    private const int StopFrames = 10;

    private readonly NoiseFloor _floor = new();
    private readonly SpeechOnset _onset = new();
    private int _soft;

    public SpeechState State { get; private set; }

    /// <summary>How many frames the last one made into speech: itself, and at the start those that led up to it; 0 when it is not speech.</summary>
    public int NewSpeech { get; private set; }

    /// <summary>How many frames ago that speech began, the last frame counted; 0 when the last frame is not speech.</summary>
    public int NewSpeechAge { get; private set; }

    /// <summary>Takes the next frame's level (<see cref="FrameLevel"/>).</summary>
    public SpeechState Next(float level)
    {
        var loud = level > Math.Max(FaintestSpeech, _floor.Level * OverFloor);
        _floor.Add(level);
        State = State is SpeechState.Quiet or SpeechState.Starting ? Begin(loud ? level : 0) : Continue(loud);
        if (State != SpeechState.Speaking)
            (NewSpeech, NewSpeechAge) = (0, 0);
        return State;
    }

    private SpeechState Begin(float level)
    {
        _onset.Add(level);
        (NewSpeech, NewSpeechAge) = (_onset.Loud, _onset.Age);
        if (!_onset.IsSpeech())
            return _onset.Loud > 0 ? SpeechState.Starting : SpeechState.Quiet;
        _onset.Clear();
        _soft = 0;
        return SpeechState.Speaking;
    }

    private SpeechState Continue(bool loud)
    {
        (NewSpeech, NewSpeechAge) = (1, 1);
        _soft = loud ? 0 : _soft + 1;
        if (_soft >= StopFrames)
            return SpeechState.Quiet;
        return loud ? SpeechState.Speaking : SpeechState.Stopping;
    }
}
