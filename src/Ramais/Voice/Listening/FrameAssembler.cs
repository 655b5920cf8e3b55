using System.Runtime.InteropServices;

namespace Ramais.Voice;

/// <summary>
/// Makes an even stream of 20 ms frames at 8 kHz out of messages of any length and rate. A phone that mutes sends nothing at all, so the
/// clock decides how many frames there must have been, and silence takes the place of those that did not come.
/// </summary>
internal sealed class FrameAssembler(IFrameListener listener)
{
    /// <summary>How far the audio may be behind the clock before silence is put in: three times the jitter of Asterisk's messages.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(60);

    private const int PieceSamples = 960;

    private short[] _frame = []; // of use where messages are no frames
    private short[] _converted = [];
    private Resampler? _resampler;
    private int _sampleRate = AudioClip.SampleRate;
    private int _filled;
    private long _frames;
    private long _framesPutIn;
    private byte? _halfSample;

    /// <summary>Up to where the sound goes, since the accept. Ahead of the clock when more arrived than time has passed.</summary>
    public TimeSpan Position => TimeSpan.FromTicks((_frames * AudioClip.FrameSamples + _filled) * (TimeSpan.TicksPerSecond / AudioClip.SampleRate));

    /// <summary>A message arrived.</summary>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="pcm">Signed 16-bit little-endian mono. An odd last byte is the first half of a sample that the next message completes.</param>
    /// <param name="elapsed">Since the accept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate that <see cref="Resampler"/> does not know.</exception>
    public void OnAudio(int sampleRate, ReadOnlySpan<byte> pcm, TimeSpan elapsed)
    {
        Align(elapsed);
        if (sampleRate != _sampleRate)
            ChangeRate(sampleRate);
        if (_halfSample is { } low && !pcm.IsEmpty)
        {
            _halfSample = null;
            AppendRaw([(short)(low | pcm[0] << 8)]);
            pcm = pcm[1..];
        }
        AppendRaw(MemoryMarshal.Cast<byte, short>(pcm[..(pcm.Length & ~1)]));
        if (pcm.Length % 2 != 0)
            _halfSample = pcm[^1];
    }

    /// <summary>Nothing arrived, but time has passed. Leaves <see cref="Tolerance"/> for a message that is only late.</summary>
    /// <param name="elapsed">Since the accept.</param>
    public void OnWake(TimeSpan elapsed)
    {
        var missing = elapsed - Position - Tolerance;
        if (missing >= AudioClip.FrameDuration)
            Fill(missing);
    }

    /// <summary>Nothing will arrive any more: the last frame is completed with silence.</summary>
    public void OnEnd()
    {
        if (_filled > 0)
            Append(AudioClip.SilentFrame[_filled..]);
    }

    // After a stall of the network the missing messages come all at once, behind the silence that was put in for them: the silence is not
    // counted then, else every later instant would be late by its length.
    private void Align(TimeSpan elapsed)
    {
        var ahead = Position - elapsed;
        if (-ahead > Tolerance)
            Fill(-ahead);
        if (ahead < AudioClip.FrameDuration || _framesPutIn == 0)
            return;
        var surplus = Math.Min(ahead.Ticks / AudioClip.FrameDuration.Ticks, _framesPutIn);
        _frames -= surplus;
        _framesPutIn -= surplus;
    }

    // Whole frames, so that what is on the two sides of a gap keeps its place in its frame.
    private void Fill(TimeSpan gap)
    {
        _halfSample = null;
        for (var frames = gap.Ticks / AudioClip.FrameDuration.Ticks; frames > 0; frames--)
        {
            Append(AudioClip.SilentFrame);
            _framesPutIn++;
        }
    }

    private void ChangeRate(int sampleRate)
    {
        _resampler = sampleRate == AudioClip.SampleRate ? null : new(sampleRate, AudioClip.SampleRate);
        if (_resampler is not null && _converted.Length == 0)
            _converted = new short[PieceSamples];
        _sampleRate = sampleRate;
        _halfSample = null;
    }

    private void AppendRaw(ReadOnlySpan<short> samples)
    {
        if (_resampler is null)
        {
            Append(samples);
            return;
        }
        for (; !samples.IsEmpty; samples = samples[Math.Min(PieceSamples, samples.Length)..])
        {
            var written = _resampler.Process(samples[..Math.Min(PieceSamples, samples.Length)], _converted);
            Append(_converted.AsSpan(0, written));
        }
    }

    // A message is a frame as a rule, and passed on as it lies: at a thousand legs each line of memory that a message touches is a wait for it.
    private void Append(ReadOnlySpan<short> samples)
    {
        while (!samples.IsEmpty)
            samples = samples[(_filled == 0 && samples.Length >= AudioClip.FrameSamples ? Pass(samples) : Keep(samples))..];
    }

    /// <returns>How many samples it took.</returns>
    private int Pass(ReadOnlySpan<short> samples)
    {
        Emit(samples[..AudioClip.FrameSamples]);
        return AudioClip.FrameSamples;
    }

    /// <returns>How many samples it took.</returns>
    private int Keep(ReadOnlySpan<short> samples)
    {
        if (_frame.Length == 0)
            _frame = new short[AudioClip.FrameSamples];
        var taken = Math.Min(samples.Length, _frame.Length - _filled);
        samples[..taken].CopyTo(_frame.AsSpan(_filled));
        _filled += taken;
        if (_filled == _frame.Length)
        {
            _filled = 0;
            Emit(_frame);
        }
        return taken;
    }

    private void Emit(ReadOnlySpan<short> frame)
    {
        var start = Position;
        _frames++;
        listener.OnFrame(frame, start);
    }
}
