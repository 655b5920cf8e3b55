using System.Runtime.InteropServices;
using Ramais.AudioSocket;
using Ramais.Recording;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>
/// The leg's way out: 8 kHz frames become messages of the rate that the leg hears. Called by the ticker alone, which also notices a phone that
/// sends nothing at all.
/// </summary>
internal sealed class LegOutput(AudioSocketConnection connection, SentSound? sent, LegTap? tap, TimeProvider time) : IFrameSink
{
    /// <summary>A phone that mutes sends nothing; the receive loop has to hear the silence all the same.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly long _quiet = (long)(Quiet.TotalSeconds * time.TimestampFrequency);
    private long _lastArrival = time.GetTimestamp();
    private volatile int _heardRate = AudioClip.SampleRate;

    // From here on everything belongs to the ticker.
    private Resampler? _resampler;
    private int _resampledRate;
    private short[] _wide = [];
    private long _lastWake;

    /// <summary>Notes an arrival, when it came and its rate. For the receive loop.</summary>
    public void Heard(int sampleRate, long timestamp)
    {
        Volatile.Write(ref _lastArrival, timestamp);
        _heardRate = sampleRate;
    }

    public bool TrySend(ReadOnlySpan<short> frame)
    {
        WakeWhenQuiet();
        var rate = _heardRate;
        if (!connection.TryWriteAudio(rate, MemoryMarshal.AsBytes(rate == AudioClip.SampleRate ? frame : Convert(frame, rate))))
            return false;
        sent?.Add(frame);
        tap?.Sent(frame);
        return true;
    }

    private void WakeWhenQuiet()
    {
        var now = time.GetTimestamp();
        if (now - Math.Max(Volatile.Read(ref _lastArrival), _lastWake) < _quiet)
            return;
        _lastWake = now;
        connection.WakeReceiver();
    }

    private ReadOnlySpan<short> Convert(ReadOnlySpan<short> frame, int rate)
    {
        if (_resampler is null || _resampledRate != rate)
        {
            _resampler = new(AudioClip.SampleRate, rate);
            _resampledRate = rate;
            _wide = new short[(AudioClip.FrameSamples * rate / AudioClip.SampleRate) + 16];
        }
        return _wide.AsSpan(0, _resampler.Process(frame, _wide));
    }
}
