using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Ramais.AudioSocket;
using Ramais.Voice;

namespace Ramais.Testing;

/// <summary>
/// One party behind a simulated Asterisk: sends a message every 20 ms, speaks stamped sound, presses keys, and reads what it is told out of
/// the samples that arrive. Everything in the time of its TimeProvider.
/// </summary>
internal sealed class SimulatedPhone
{
    private readonly ConnectionContext _connection;
    private readonly TimeProvider _time;
    private readonly Queue<short[]> _toSend = new();
    private readonly List<HeardSentence> _heard = [];
    private readonly short[] _silence = new short[AudioClip.FrameSamples];
    private TaskCompletionSource _news = new();
    private readonly TaskCompletionSource<string> _ended = new();
    private TaskCompletionSource? _spoken;
    private Task _flushing = Task.CompletedTask;
    private int _read;
    private long _lastArrival;
    private bool _hungUp;

    public SimulatedPhone(ConnectionContext connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
    }

    /// <summary>What it heard so far, by key, in order; a sentence cut short has Complete false.</summary>
    public IReadOnlyList<HeardSentence> Heard => _heard;

    public IEnumerable<string> HeardKeys => _heard.Select(sentence => sentence.Key);

    /// <summary>How the connection ended: "hangup" for 0x00, "closed" for a bare FIN, "reset", or "left" when this side hung up.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Nothing at all is sent, as by a phone that mutes.</summary>
    public bool Muted { get; set; }

    /// <summary>Where the phone stands, when its loudspeaker is heard by its microphone.</summary>
    public EchoingRoom? Room { get; set; }

    public int MessagesReceived { get; private set; }

    /// <summary>The longest time between two messages that it received.</summary>
    public TimeSpan LongestGap { get; private set; }

    public async Task RunAsync(Guid id)
    {
        Write(AudioSocketMessageType.Uuid, id.ToByteArray(bigEndian: true));
        var sending = SendAsync();
        _ended.TrySetResult(await ReceiveAsync());
        _hungUp = true;
        await sending;
        await _flushing;
    }

    /// <summary>Waits until a sentence has been heard to its end, or cut short, after those waited for before.</summary>
    public async Task<HeardSentence> HearsAsync(string key)
    {
        while (true)
        {
            for (; _read < _heard.Count && _heard[_read].EndedAt is not null; _read++)
            {
                if (_heard[_read].Key == key)
                    return _heard[_read++];
            }
            if (_ended.Task.IsCompleted)
                throw new InvalidOperationException($"The connection ended ({_ended.Task.Result}) before {key} was heard; heard: {string.Join(", ", HeardKeys)}");
            await _news.Task;
        }
    }

    /// <summary>Waits until a sentence has begun, without waiting for its end.</summary>
    public async Task StartsHearingAsync(string key)
    {
        while (!_heard.Skip(_read).Any(sentence => sentence.Key == key))
        {
            if (_ended.Task.IsCompleted)
                throw new InvalidOperationException($"The connection ended ({_ended.Task.Result}) before {key} began; heard: {string.Join(", ", HeardKeys)}");
            await _news.Task;
        }
    }

    public Task PauseAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time);

    public void Press(string keys)
    {
        foreach (var key in keys)
            Write(AudioSocketMessageType.Dtmf, [(byte)key]);
    }

    /// <summary>Speaks; returns when the last word is out.</summary>
    public Task SayAsync(string text, double seconds = 1.2) => SendAsync(Speech.Of(text, TimeSpan.FromSeconds(seconds)));

    public Task SendAsync(AudioClip clip)
    {
        _spoken = new();
        foreach (var frame in clip.Samples.ToArray().Chunk(AudioClip.FrameSamples))
            _toSend.Enqueue(frame);
        return _spoken.Task;
    }

    /// <summary>Hangs up as Asterisk does: FIN, without a message.</summary>
    public void HangUp()
    {
        _hungUp = true;
        _ended.TrySetResult("left");
        _connection.Transport.Output.Complete();
        Signal();
    }

    /// <summary>Breaks the connection: RST.</summary>
    public void Break()
    {
        _hungUp = true;
        _ended.TrySetResult("left");
        _connection.Abort();
        Signal();
    }

    private async Task SendAsync()
    {
        while (!_hungUp)
        {
            if (!Muted)
                SendFrame();
            await Task.Delay(AudioClip.FrameDuration, _time);
        }
    }

    private void SendFrame()
    {
        var frame = _toSend.TryDequeue(out var next) ? next : _silence;
        frame = Room?.PickUp(frame) ?? frame;
        Write(AudioSocketMessageType.Audio8Khz, MemoryMarshal.AsBytes(frame.AsSpan()));
        if (_toSend.Count == 0 && _spoken is { } spoken)
        {
            _spoken = null;
            spoken.TrySetResult();
        }
    }

    private void Write(AudioSocketMessageType type, ReadOnlySpan<byte> payload)
    {
        if (_hungUp)
            return;
        AudioSocketCodec.Write(_connection.Transport.Output, type, payload);
        _flushing = _connection.Transport.Output.FlushAsync().AsTask(); // nobody waits: in memory, and the product always reads
    }

    private async Task<string> ReceiveAsync()
    {
        var input = _connection.Transport.Input;
        try
        {
            while (true)
            {
                var result = await input.ReadAsync();
                var buffer = result.Buffer;
                while (AudioSocketCodec.TryRead(ref buffer, out var message))
                {
                    if (message.Type == AudioSocketMessageType.Hangup)
                        return Finish("hangup");
                    Hear(message.Payload.ToArray());
                }
                input.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                    return Finish("closed");
            }
        }
        catch (ConnectionResetException)
        {
            return Finish("reset");
        }
    }

    private string Finish(string how)
    {
        CloseSentence(complete: false);
        _ended.TrySetResult(how);
        _hungUp = true;
        _connection.Transport.Output.Complete();
        Signal();
        return how;
    }

    private void NoteArrival()
    {
        var now = _time.GetTimestamp();
        if (MessagesReceived++ > 0 && _time.GetElapsedTime(_lastArrival, now) is var gap && gap > LongestGap)
            LongestGap = gap;
        _lastArrival = now;
    }

    private void Hear(byte[] payload)
    {
        NoteArrival();
        Room?.Play(MemoryMarshal.Cast<byte, short>(payload));
        var known = SoundCode.TryRead(MemoryMarshal.Cast<byte, short>(payload), out var stamped);
        var open = _heard.Count > 0 && _heard[^1].EndedAt is null;
        if (open && (!known || stamped.Text != _heard[^1].Key || stamped.Frame == 0))
            CloseSentence(complete: false);
        if (!known)
            return;
        if (_heard.Count == 0 || _heard[^1].EndedAt is not null)
            _heard.Add(new(stamped.Text, _time.GetUtcNow(), null, Complete: false));
        if (stamped.IsLast)
            CloseSentence(complete: true);
        Signal();
    }

    private void CloseSentence(bool complete)
    {
        if (_heard.Count == 0 || _heard[^1].EndedAt is not null)
            return;
        _heard[^1] = _heard[^1] with { EndedAt = _time.GetUtcNow(), Complete = complete };
        Signal();
    }

    private void Signal()
    {
        var news = _news;
        _news = new();
        news.TrySetResult();
    }
}

/// <summary>One sentence as it arrived at a phone.</summary>
internal sealed record HeardSentence(string Key, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, bool Complete);
