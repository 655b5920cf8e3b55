namespace Ramais.Voice;

/// <summary>
/// The second stage of one leg: asks the network whether it is a voice that is loud. It sleeps while nothing is; when it wakes, it first hears
/// what led up to it. Counts in windows of 32 ms; knows no clock.
/// </summary>
internal sealed class VoiceProbe(SileroNetwork network, SoundHistory history)
{
    /// <summary>Frames heard again on waking: three windows, so that the network is not surprised in the middle of a word.</summary>
    private const int LeadFrames = 5;

    private const float On = 0.30f;
    private const float Off = 0.20f;

    /// <summary>A word reaches this in its vowel; rain, horns and music that pass for a beginning do not.</summary>
    private const float Sure = 0.85f;

    /// <summary>64 ms.</summary>
    private const int WindowsToStart = 2;

    private readonly SileroMemory _memory = new();
    private int _pending;
    private int _likely;
    private bool _awake;
    private bool _isVoice;

    /// <summary>How many frames ago the last window was a voice, the last frame counted as 0.</summary>
    public int FramesSinceVoice { get; private set; } = int.MaxValue;

    /// <summary>Whether a window since the last sleep was surely a voice.</summary>
    public bool IsSure { get; private set; }

    /// <summary>Takes what the history was given last. For every frame, once it is in the history.</summary>
    /// <param name="loud">Whether the frame may hold a voice: wakes the probe.</param>
    public void Next(bool loud)
    {
        if (!_awake && !loud)
            return;
        _pending = _awake ? _pending + AudioClip.FrameSamples : (LeadFrames + 1) * AudioClip.FrameSamples;
        _awake = true;
        if (FramesSinceVoice < int.MaxValue)
            FramesSinceVoice++;
        while (_pending >= SileroNetwork.WindowSamples)
        {
            Count(network.Judge(history.LastSamples(_pending + SileroNetwork.ContextSamples), _memory));
            _pending -= SileroNetwork.WindowSamples;
        }
    }

    /// <summary>Nothing is loud any more.</summary>
    public void Sleep()
    {
        if (!_awake)
            return;
        _memory.Forget();
        (_awake, _pending, _likely, _isVoice, IsSure, FramesSinceVoice) = (false, 0, 0, false, false, int.MaxValue);
    }

    private void Count(float likelihood)
    {
        _likely = likelihood >= On ? _likely + 1 : 0;
        IsSure |= likelihood >= Sure;
        _isVoice = _isVoice ? likelihood >= Off : _likely >= WindowsToStart;
        if (_isVoice)
            FramesSinceVoice = 0;
    }
}
