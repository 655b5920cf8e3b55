using System.Net;
using System.Runtime.InteropServices;
using Ramais.AudioSocket;
using Ramais.Server.Load;
using Ramais.Server.Phone;
using Ramais.Voice;

namespace Ramais.Benchmarks.Macro;

/// <summary>
/// A visitor who lets the server finish, says one thing, and times from the last message of it to the first that is not silence. The receive loop
/// and the pacing loop share two instants and nothing else.
/// </summary>
internal sealed class AnswerCall : IAudioSocketReceiver, IPaced
{
    private const int FrameBytes = AudioClip.FrameSamples * sizeof(short);

    /// <summary>No sentence of ours pauses for so long.</summary>
    private static readonly TimeSpan HasFinished = TimeSpan.FromSeconds(1);

    // Two and a half syllables: it breaks off where it is loudest, so that the last message sent is the last that can be heard.
    private static readonly byte[] Words = MemoryMarshal.AsBytes(SyntheticSpeech.Clip(TimeSpan.FromMilliseconds(620)).Samples.Span).ToArray();

    private readonly AudioSocketClient _client;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<TimeSpan?> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastHeard; // 0: nothing yet
    private long _lastSpoken; // 0: has not finished
    private int _said;

    private AnswerCall(AudioSocketClient client, TimeProvider time) => (_client, _time) = (client, time);

    /// <returns>From the end of the speech to the first audio of the answer; null when there was none.</returns>
    public static async Task<TimeSpan?> TimeAsync(int port, LoadGenerator generator, TimeSpan patience)
    {
        var client = await AudioSocketClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), Guid.NewGuid(), CancellationToken.None);
        var call = new AnswerCall(client, generator.Time);
        generator.Loop.Add(call);
        var receiving = client.ReceiveAsync(call, CancellationToken.None);
        await Task.WhenAny(call._answered.Task, receiving, Task.Delay(patience, generator.Time));
        call._answered.TrySetResult(null);
        await client.DisposeAsync();
        await receiving;
        return await call._answered.Task;
    }

    public void OnAudio(int sampleRate, ReadOnlySpan<byte> pcm)
    {
        if (!pcm.ContainsAnyExcept((byte)0))
            return;
        var now = _time.GetTimestamp();
        Volatile.Write(ref _lastHeard, now);
        if (Volatile.Read(ref _lastSpoken) is not 0 and var spoken)
            _answered.TrySetResult(_time.GetElapsedTime(spoken, now));
    }

    public void OnDtmf(char digit)
    {
    }

    public void OnWake()
    {
    }

    bool IPaced.Tick(long timestamp, int messages)
    {
        for (; messages > 0 && !_answered.Task.IsCompleted; messages--)
            SendNext(timestamp);
        return !_answered.Task.IsCompleted;
    }

    private void SendNext(long now)
    {
        var speaks = _said > 0 || (Volatile.Read(ref _lastHeard) is not 0 and var heard && _time.GetElapsedTime(heard, now) > HasFinished);
        if (!speaks || _said == Words.Length)
        {
            _client.TryWriteAudio(AudioClip.SampleRate, MemoryMarshal.AsBytes(AudioClip.SilentFrame));
            return;
        }
        _client.TryWriteAudio(AudioClip.SampleRate, Words.AsSpan(_said, FrameBytes));
        _said += FrameBytes;
        if (_said == Words.Length)
            Volatile.Write(ref _lastSpoken, now);
    }
}
