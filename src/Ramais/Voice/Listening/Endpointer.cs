namespace Ramais.Voice;

/// <summary>
/// Cuts what is heard into utterances. It counts in frames and takes the instants from them, so the result does not depend on when they came.
/// </summary>
internal sealed class Endpointer : IFrameListener
{
    private const int PreRollFrames = 15;
    private const int PostRollFrames = 10;

    private readonly ISpeechEvents _events;
    private readonly SpeechDetector _detector;
    private readonly bool _remembers;
    private readonly SoundHistory _history = new(PreRollFrames + SpeechOnset.WindowFrames);
    private readonly SoundBuffer _sound = new();
    private readonly MicrophoneLevel _level = new();
    private volatile EndpointingOptions _options = EndpointingOptions.Default;
    private volatile EndSilenceHint? _hint;
    private volatile SoundUse _use = SoundUse.Kept;
    private volatile int _utterance;
    private bool _open;
    private bool _leveled;
    private long _frame = -1;
    private long _firstFrame;
    private long _lastSpeechFrame = -1;
    private int _speechFrames;
    private bool _sure;
    private TimeSpan _start;
    private TimeSpan _end;
    private TimeSpan _patience;

    /// <param name="events">Who is told.</param>
    /// <param name="network">The second stage of voice detection; null: energy alone.</param>
    /// <param name="echo">Knows our own voice; null where nothing is sent.</param>
    public Endpointer(ISpeechEvents events, SileroNetwork? network, EchoGuard? echo)
    {
        _events = events;
        _remembers = network is not null;
        _detector = new(network is null ? null : new VoiceProbe(network, _history), echo);
    }

    /// <summary>Any thread; counts from the next frame on, also for the utterance under way.</summary>
    public EndpointingOptions Options
    {
        get => _options;
        set => _options = value;
    }

    /// <summary>Counts the utterances: the number of the last one begun.</summary>
    public int Utterance => _utterance;

    /// <summary>What is known about the end of an utterance; obeyed while it is the one under way. Any thread.</summary>
    public EndSilenceHint? Hint
    {
        set => _hint = value;
    }

    /// <summary>
    /// Any thread; counts from the next frame on. An utterance that is kept from its middle on has what is still known of its beginning, half a
    /// second.
    /// </summary>
    public SoundUse Use
    {
        get => _use;
        set => _use = value;
    }

    private TimeSpan EndSilence => _hint is { } hint && hint.Utterance == _utterance ? hint.EndSilence : _options.EndSilence;

    /// <summary>How much speech, without pauses, the utterance under way has; zero between utterances, and until it is surely a voice.</summary>
    public TimeSpan SpeechDuration => _sure ? _speechFrames * AudioClip.FrameDuration : TimeSpan.Zero;

    /// <summary>The sound of the utterance under way where it is kept; empty between utterances; valid until the next frame.</summary>
    public ReadOnlyMemory<short> SpeechSoFar => _sound.Written;

    public void OnFrame(ReadOnlySpan<short> frame, TimeSpan start)
    {
        _frame++;
        if (_remembers || _use != SoundUse.None)
            _history.Add(frame);
        else
            _history.Forget();
        _detector.Next(frame);
        if (_open)
            Continue(start);
        else if (_detector.State == SpeechState.Speaking)
            Open(start);
    }

    /// <summary>No frame will come any more: an utterance under way ends where it is.</summary>
    public void OnEnd()
    {
        if (_open)
            Close();
    }

    private void Open(TimeSpan frameStart)
    {
        _open = true;
        _utterance = _utterance + 1;
        _firstFrame = _frame + 1 - _detector.NewSpeechAge;
        _start = frameStart - (_detector.NewSpeechAge - 1) * AudioClip.FrameDuration;
        var preRoll = Math.Min(PreRollFrames, _firstFrame - _lastSpeechFrame - 1);
        Count(frameStart);
        _leveled = false;
        _events.OnSpeechStarted(_start);
        Pass(_detector.NewSpeechAge + (int)preRoll);
    }

    private void Continue(TimeSpan frameStart)
    {
        Count(frameStart);
        if (_leveled && _detector.State == SpeechState.Speaking)
            _level.Hear(_detector.Level);
        Pass(1);
        if (HasEnded())
            Close();
        else if (Lasted(_firstFrame, _frame) >= _options.MaxUtterance)
            Split();
    }

    /// <summary>Gives the utterance's sound to whoever takes it.</summary>
    /// <param name="frames">How many frames are new.</param>
    private void Pass(int frames)
    {
        var use = _use;
        if (use == SoundUse.None || _history.Frames == 0)
        {
            _leveled = false;
            _sound.Clear();
            return;
        }
        if (!_leveled)
            _level.Begin(_history.Last(Math.Min(frames, _history.Frames)));
        _leveled = true;
        _events.OnSpeechAudio(_level.Level(_history.Last(Math.Min(frames, _history.Frames))));
        if (use == SoundUse.Kept)
            _sound.Add(_level.Level(_history.Last(_sound.Written.IsEmpty ? Known(frames) : frames)));
        else
            _sound.Clear();
    }

    /// <summary>How much of the utterance is still in the history.</summary>
    private int Known(int frames) => (int)Math.Min(Math.Max(frames, _frame + 1 - _firstFrame), _history.Frames);

    private void Count(TimeSpan frameStart)
    {
        _speechFrames += _detector.NewSpeech;
        _sure |= _detector.IsSure;
        if (_detector.State != SpeechState.Speaking)
            return;
        _lastSpeechFrame = _frame;
        _end = frameStart + AudioClip.FrameDuration;
    }

    // A word that is just beginning gets the time it needs to be recognised as one, and the patience that there was before it began: a
    // recogniser may have heard it sooner.
    private bool HasEnded()
    {
        var silence = EndSilence;
        if (_detector.State != SpeechState.Starting)
            _patience = _detector.State == SpeechState.Speaking ? TimeSpan.Zero : silence;
        else if (_patience > silence)
            silence = _patience;
        var grace = _detector.State == SpeechState.Starting ? SpeechOnset.WindowFrames : 0;
        return Lasted(_lastSpeechFrame + 1 + grace, _frame) >= silence;
    }

    private void Close()
    {
        var isSpeech = SpeechDuration >= _options.MinSpeech;
        var samples = isSpeech ? Trimmed() : [];
        _open = false;
        (_speechFrames, _sure) = (0, false);
        _sound.Clear();
        if (isSpeech)
            _events.OnSpeechEnded(new(_start, _end, samples));
        else
            _events.OnSpeechDropped();
    }

    private void Split()
    {
        Close();
        _lastSpeechFrame = _frame; // the next utterance begins here: its pre-roll must not repeat what this one has
    }

    private short[] Trimmed()
    {
        var surplus = Math.Max(0, _frame - _lastSpeechFrame - PostRollFrames);
        var samples = _sound.Written;
        return samples[..Math.Max(0, samples.Length - (int)surplus * AudioClip.FrameSamples)].ToArray();
    }

    private static TimeSpan Lasted(long firstFrame, long lastFrame) => (lastFrame + 1 - firstFrame) * AudioClip.FrameDuration;
}
