namespace Ramais.Voice;

/// <summary>
/// Cuts what is heard into utterances. All instants are positions in the sound, in frames, so the result does not depend on when it arrived.
/// </summary>
internal sealed class Endpointer(ISpeechEvents events) : IFrameListener
{
    private const int PreRollFrames = 15;
    private const int PostRollFrames = 10;

    private readonly SpeechDetector _detector = new();
    private readonly SoundHistory _history = new(PreRollFrames + SpeechOnset.WindowFrames);
    private readonly SoundBuffer _sound = new();
    private volatile EndpointingOptions _options = EndpointingOptions.Default;
    private bool _open;
    private long _frame = -1;
    private long _start;
    private long _lastSpeech = -1;
    private int _speechFrames;

    /// <summary>Any thread; counts from the next frame on, also for the utterance under way.</summary>
    public EndpointingOptions Options
    {
        get => _options;
        set => _options = value;
    }

    /// <summary>How much speech, without pauses, the utterance under way has; zero between utterances.</summary>
    public TimeSpan SpeechDuration => _speechFrames * AudioClip.FrameDuration;

    /// <summary>The sound of the utterance under way; empty between utterances; valid until the next frame.</summary>
    public ReadOnlyMemory<short> SpeechSoFar => _sound.Written;

    public void OnFrame(ReadOnlySpan<short> frame)
    {
        _frame++;
        _history.Add(frame);
        _detector.Next(FrameLevel.Of(frame));
        if (_open)
            Continue(frame);
        else if (_detector.State == SpeechState.Speaking)
            Open();
    }

    /// <summary>No frame will come any more: an utterance under way ends where it is.</summary>
    public void OnEnd()
    {
        if (_open)
            Close();
    }

    private void Open()
    {
        _start = _frame + 1 - _detector.NewSpeechAge;
        var first = Math.Max(_start - PreRollFrames, _lastSpeech + 1);
        _open = true;
        Count();
        var sound = _history.Last((int)(_frame + 1 - first));
        _sound.Add(sound);
        events.OnSpeechStarted(Instant(_start));
        events.OnSpeechAudio(sound);
    }

    private void Continue(ReadOnlySpan<short> frame)
    {
        Count();
        _sound.Add(frame);
        events.OnSpeechAudio(frame);
        if (HasEnded() || (_frame + 1 - _start) * AudioClip.FrameDuration >= _options.MaxUtterance)
            Close();
    }

    private void Count()
    {
        _speechFrames += _detector.NewSpeech;
        if (_detector.State == SpeechState.Speaking)
            _lastSpeech = _frame;
    }

    // A word that is just beginning gets the time it needs to be recognised as one.
    private bool HasEnded()
    {
        var silence = _frame - _lastSpeech;
        if (_detector.State == SpeechState.Starting)
            silence -= SpeechOnset.WindowFrames;
        return silence * AudioClip.FrameDuration >= _options.EndSilence;
    }

    private void Close()
    {
        var isSpeech = SpeechDuration >= _options.MinSpeech;
        var surplus = Math.Max(0, _frame - _lastSpeech - PostRollFrames);
        var samples = isSpeech ? _sound.Written[..^(int)(surplus * AudioClip.FrameSamples)].ToArray() : [];
        _open = false;
        _speechFrames = 0;
        _sound.Clear();
        if (isSpeech)
            events.OnSpeechEnded(new(Instant(_start), Instant(_lastSpeech + 1), samples));
        else
            events.OnSpeechDropped();
    }

    private static TimeSpan Instant(long frame) => frame * AudioClip.FrameDuration;
}
