using Ramais.AudioSocket;
using Ramais.Conversation;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>A connection that belongs to no call: one sentence, then a clean hang-up, so that the dialplan goes on to a person.</summary>
internal sealed class Refusal : IAudioSocketReceiver, IPlaybackObserver
{
    private readonly CancellationTokenSource _said = new();
    private readonly TimeProvider _time;
    private readonly LegOutput _output;
    private readonly Playback _playback;

    private Refusal(AudioSocketConnection socket, TimeProvider time)
    {
        _time = time;
        _output = new(socket, new SentSound(), tap: null, time);
        _playback = new(_output, this, time);
    }

    public static async Task RunAsync(AudioSocketConnection socket, CallServices services, string sentence)
    {
        var prompt = services.Catalog.Render(sentence, PromptValues.None);
        var clip = await services.Prompts.GetAsync(prompt.Text, CancellationToken.None);
        var refusal = new Refusal(socket, services.Time);
        refusal._playback.Enqueue(new(1, clip, Interruptible: false));
        services.Pacer.Add(refusal._playback);
        var end = await socket.ReceiveAsync(refusal, refusal._said.Token);
        await refusal._playback.CloseAsync();
        if (end == AudioSocketEnd.Local)
            await socket.HangUpAsync(CancellationToken.None);
    }

    void IAudioSocketReceiver.OnAudio(int sampleRate, ReadOnlySpan<byte> pcm) => _output.Heard(sampleRate, _time.GetTimestamp());

    void IAudioSocketReceiver.OnDtmf(char digit)
    {
        // nothing is asked here
    }

    void IAudioSocketReceiver.OnWake()
    {
        // nothing is listened for here
    }

    void IPlaybackObserver.OnPlaybackStarted(long id)
    {
        // only the end matters
    }

    void IPlaybackObserver.OnPlaybackEnded(PlaybackResult result) => _said.Cancel();

    void IPlaybackObserver.OnPeerStuck() => _said.Cancel();
}
