using System.Buffers;
using System.IO.Pipelines;
using Ramais.AudioSocket;
using Ramais.Voice;

namespace Ramais.Server.Tests.Phone;

/// <summary>The server's side of a phone call, as a script: what it sends and when, and what it got and when.</summary>
internal sealed class OtherSide(IDuplexPipe transport, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly TaskCompletionSource _arrived = new();
    private Func<bool> _awaited = () => false;

    public List<(TimeSpan At, AudioSocketMessageType Type, byte[] Payload)> Received { get; } = [];

    /// <summary>Completed by the message that makes the condition true. One a script.</summary>
    public Task WhenAsync(Func<bool> condition)
    {
        _awaited = condition;
        return _arrived.Task;
    }

    public IEnumerable<(TimeSpan At, AudioSocketMessageType Type, byte[] Payload)> Of(AudioSocketMessageType type) => Received.Where(m => m.Type == type);

    /// <summary>Reads until the phone ends its direction.</summary>
    public async Task ListenAsync()
    {
        while (true)
        {
            var read = await transport.Input.ReadAsync();
            var buffer = read.Buffer;
            while (AudioSocketCodec.TryRead(ref buffer, out var message))
                Take(message);
            transport.Input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private void Take(AudioSocketMessage message)
    {
        Received.Add((time.GetElapsedTime(_start), message.Type, message.Payload.ToArray()));
        if (_awaited())
            _arrived.TrySetResult();
    }

    /// <summary>Sends one message every 20 ms: a tone, or silence for level 0.</summary>
    public async Task SendAsync(TimeSpan duration, short level)
    {
        var frame = Frame(level);
        for (var left = duration; left > TimeSpan.Zero; left -= AudioClip.FrameDuration)
        {
            AudioSocketCodec.Write(transport.Output, AudioSocketMessageType.Audio8Khz, frame);
            await transport.Output.FlushAsync();
            await Task.Delay(AudioClip.FrameDuration, time);
        }
    }

    public async Task HangUpAsync()
    {
        AudioSocketCodec.Write(transport.Output, AudioSocketMessageType.Hangup, []);
        await transport.Output.FlushAsync();
    }

    public ValueTask CloseAsync() => transport.Output.CompleteAsync();

    /// <summary>A square wave of 1 kHz: its RMS is its level.</summary>
    public static byte[] Frame(short level)
    {
        var frame = new byte[AudioClip.FrameSamples * sizeof(short)];
        for (var sample = 0; sample < AudioClip.FrameSamples; sample++)
            BitConverter.TryWriteBytes(frame.AsSpan(sample * sizeof(short)), (short)(sample / 4 % 2 == 0 ? level : -level));
        return frame;
    }
}
