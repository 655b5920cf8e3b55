namespace Ramais.Voice;

/// <summary>
/// Tells speech from what is around it by its level, 5 dB above a floor that follows the place, and at its beginning also by its character.
/// Where there is a second stage, what is loud must be a voice to it too. Counts in frames; knows no clock.
/// </summary>
/// <param name="probe">The second stage; null where the network's file is not there.</param>
/// <param name="echo">Knows our own voice; null where nothing is sent.</param>
internal sealed class SpeechDetector(VoiceProbe? probe = null, EchoGuard? echo = null)
{
    /// <summary>5 dB. Steady and rumbling noise stay within it; speech 10 dB over the noise is above it most of the time.</summary>
    private const float OverFloor = 1.8f;

    /// <summary>RMS of the faintest speech that counts where there is no noise at all; room sound on a good line stays below.</summary>
    private const float FaintestSpeech = 200;

    /// <summary>28 dB under the loudest frame of the same speech: what is fainter is its echo in the room, not its end.</summary>
    private const float UnderLoudest = 0.04f;

    /// <summary>200 ms: longer than the closure of a "p" or "t", shorter than any pause that means something.</summary>
    private const int StopFrames = 10;

    /// <summary>160 ms: a short word is over before both stages are sure of it.</summary>
    private const int VoiceToStart = SpeechOnset.WindowFrames;

    /// <summary>440 ms: the network may hear the end of a voice that much too early, one time in twenty.</summary>
    private const int VoiceToGoOn = 22;

    private readonly NoiseFloor _floor = new();
    private readonly SpeechOnset _onset = new();
    private float _loudest;
    private int _soft;

    public SpeechState State { get; private set; }

    /// <summary>The last frame's <see cref="FrameLevel"/>.</summary>
    public float Level { get; private set; }

    /// <summary>How many frames the last one made into speech: itself, and at the start those that led up to it; 0 when it is not speech.</summary>
    public int NewSpeech { get; private set; }

    /// <summary>How many frames ago that speech began, the last frame counted; 0 when the last frame is not speech.</summary>
    public int NewSpeechAge { get; private set; }

    /// <summary>Whether what is heard since it was quiet is surely a voice, to the second stage where there is one.</summary>
    public bool IsSure => probe is null || probe.IsSure;

    /// <summary>Takes the next frame, which is in the probe's history already.</summary>
    public SpeechState Next(ReadOnlySpan<short> frame)
    {
        var level = Level = FrameLevel.Of(frame);
        var loud = level > Math.Max(FaintestSpeech, _floor.Level * OverFloor);
        _floor.Add(level);
        if (echo is not null)
            loud &= !echo.IsOurs(frame, level, loud, State is SpeechState.Speaking or SpeechState.Stopping);
        probe?.Next(loud);
        State = State is SpeechState.Quiet or SpeechState.Starting ? Begin(frame, loud) : Continue(level, loud);
        if (State != SpeechState.Speaking)
            (NewSpeech, NewSpeechAge) = (0, 0);
        return State;
    }

    private SpeechState Begin(ReadOnlySpan<short> frame, bool loud)
    {
        _onset.Add(loud, voice: loud && FrameCharacter.IsVoice(frame));
        (NewSpeech, NewSpeechAge) = (_onset.Loud, _onset.Age);
        if (!_onset.IsSpeech || !IsVoice(VoiceToStart))
            return _onset.Loud > 0 ? SpeechState.Starting : BeQuiet();
        _onset.Clear();
        (_loudest, _soft) = (0, 0);
        return SpeechState.Speaking;
    }

    private SpeechState Continue(float level, bool aboveFloor)
    {
        (NewSpeech, NewSpeechAge) = (1, 1);
        _loudest = Math.Max(_loudest, level);
        var loud = aboveFloor && level > _loudest * UnderLoudest && IsVoice(VoiceToGoOn);
        _soft = loud ? 0 : _soft + 1;
        if (_soft >= StopFrames)
            return BeQuiet();
        return loud ? SpeechState.Speaking : SpeechState.Stopping;
    }

    private bool IsVoice(int frames) => probe is null || probe.FramesSinceVoice < frames;

    private SpeechState BeQuiet()
    {
        probe?.Sleep();
        return SpeechState.Quiet;
    }
}
