namespace Ramais.Voice;

/// <summary>
/// Makes what a weak microphone gives loud enough for a recogniser and for the resident who hears a recorded name, and takes a constant out.
/// What is well is passed on as it is. Voice detection hears the sound before this.
/// </summary>
internal sealed class MicrophoneLevel
{
    /// <summary>RMS of the loud frames of speech, 35 dB below full scale: weaker is raised to it.</summary>
    private const float Weak = 600;

    /// <summary>12 dB at most: more would make the noise of the line a party of its own.</summary>
    private const float MostGain = 4;

    /// <summary>A mean smaller than this is that of the sound itself.</summary>
    private const float Constant = 64;

    /// <summary>A louder syllable counts within 100 ms, softer ones over two seconds: the level is that of the loud ones.</summary>
    private const float FollowUp = 0.2f;

    private const float FollowDown = 0.01f;

    private short[] _leveled = [];
    private float _speech;
    private float _mean;

    private float Gain => Math.Clamp(Weak / Math.Max(1, _speech), 1, MostGain);

    /// <summary>An utterance begins.</summary>
    /// <param name="sound">What is known of it, in whole frames.</param>
    public void Begin(ReadOnlySpan<short> sound)
    {
        var sum = 0L;
        foreach (var sample in sound)
            sum += sample;
        _mean = (float)sum / sound.Length;
        _speech = 0;
        for (; !sound.IsEmpty; sound = sound[AudioClip.FrameSamples..])
            _speech = Math.Max(_speech, FrameLevel.Of(sound[..AudioClip.FrameSamples]));
    }

    /// <summary>Another frame of the same speech.</summary>
    public void Hear(float level) => _speech += (level > _speech ? FollowUp : FollowDown) * (level - _speech);

    /// <summary>The sound as it should have been; valid until the next call.</summary>
    public ReadOnlySpan<short> Level(ReadOnlySpan<short> sound)
    {
        var (gain, mean) = (Gain, Math.Abs(_mean) < Constant ? 0 : _mean);
        if (gain == 1 && mean == 0)
            return sound;
        if (_leveled.Length < sound.Length)
            _leveled = new short[sound.Length];
        for (var i = 0; i < sound.Length; i++)
            _leveled[i] = (short)Math.Clamp((sound[i] - mean) * gain, short.MinValue, short.MaxValue);
        return _leveled.AsSpan(0, sound.Length);
    }
}
