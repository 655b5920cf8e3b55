using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ramais.AudioSocket;
using Ramais.Voice;

namespace Ramais.Server.Phone;

/// <summary>The receive loop of a phone: notes when the other side was last heard, and keeps what it said.</summary>
internal sealed class PhoneReceiver(PipeReader input, PhoneClock clock, Action<PhoneEvent> report, bool record)
{
    // Far below any voice and far above the digital silence that a server sends.
    private const int LoudRms = 200;
    private const int MaxRecordedSamples = 30 * 60 * AudioClip.SampleRate;

    private readonly byte[] _payload = new byte[AudioSocketCodec.MaxPayloadLength];
    private readonly ArrayBufferWriter<short> _recorded = new();
    private long _lastSound = -1;
    private bool _heardAnything;

    /// <summary>When the last loud message arrived; null before the first. Any thread.</summary>
    public TimeSpan? LastSound => Volatile.Read(ref _lastSound) is >= 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>All audio that arrived, in order, when it is to be recorded. To be read after the loop has ended.</summary>
    public AudioClip Recording => new(_recorded.WrittenMemory);

    /// <summary>Reads until the other side ends the call, or until the pending read is cancelled.</summary>
    public async Task<PhoneEnd> RunAsync()
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                var buffer = read.Buffer;
                var hungUp = TakeMessages(ref buffer);
                input.AdvanceTo(buffer.Start, buffer.End);
                if (hungUp)
                    return PhoneEnd.OtherHungUp;
                if (read.IsCanceled)
                    return PhoneEnd.HungUp;
                if (read.IsCompleted)
                    return PhoneEnd.OtherClosed;
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            return PhoneEnd.Broken;
        }
    }

    private bool TakeMessages(ref ReadOnlySequence<byte> buffer)
    {
        while (AudioSocketCodec.TryRead(ref buffer, out var message))
        {
            if (message.Type == AudioSocketMessageType.Hangup)
                return true;
            if (message.Type == AudioSocketMessageType.Audio8Khz) // the rate that a phone of 8 kHz is answered in
                TakeAudio(message.Payload);
        }
        return false;
    }

    private void TakeAudio(ReadOnlySequence<byte> payload)
    {
        var now = clock.Now;
        if (!_heardAnything)
            report(new(PhoneEventKind.FirstAudio, now));
        _heardAnything = true;

        payload.CopyTo(_payload);
        var samples = MemoryMarshal.Cast<byte, short>(_payload.AsSpan(0, (int)payload.Length));
        if (IsLoud(samples))
            Volatile.Write(ref _lastSound, now.Ticks);
        if (record && _recorded.WrittenCount + samples.Length <= MaxRecordedSamples)
            _recorded.Write(samples);
    }

    private static bool IsLoud(ReadOnlySpan<short> samples)
    {
        long energy = 0;
        foreach (var sample in samples)
            energy += sample * sample;
        return energy >= (long)LoudRms * LoudRms * Math.Max(samples.Length, 1);
    }
}
