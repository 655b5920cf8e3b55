using System.Runtime.InteropServices;
using Ramais.Testing;
using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>
/// A leg's ear with the echo of what the leg is sent: plays what is said at the gate while the product speaks, and notes when it would have
/// stopped speaking. Frame by frame, as the wire does.
/// </summary>
internal sealed class Stage : ISpeechEvents
{
    private static readonly TimeSpan BargeIn = TimeSpan.FromMilliseconds(200);

    private readonly SentSound _sent = new();
    private readonly VirtualTimeProvider _clock = new();
    private readonly SpeechRecorder _recorder = new();
    private readonly Ear _ear;
    private bool _bargedIn;

    public Stage(SileroNetwork? network, EndpointingOptions? options = null, bool halfDuplex = false)
    {
        _ear = new(this, _clock.GetTimestamp(), _clock, network, new EchoGuard(_sent, halfDuplex)) { Endpointing = options ?? EndpointingOptions.Default };
    }

    public IReadOnlyList<TimeSpan> Starts => _recorder.Starts;

    public IReadOnlyList<Utterance> Utterances => _recorder.Utterances;

    /// <summary>When the product would have fallen silent.</summary>
    public List<TimeSpan> BargeIns { get; } = [];

    /// <summary>Plays both directions to their end.</summary>
    /// <param name="heard">What the microphone picks up, our echo included.</param>
    /// <param name="said">What we send; silence after its end.</param>
    public Stage Play(ReadOnlySpan<short> heard, ReadOnlySpan<short> said)
    {
        PlayOn(heard, said);
        _ear.OnEnd();
        return this;
    }

    /// <summary>The same, and the call goes on.</summary>
    public void PlayOn(ReadOnlySpan<short> heard, ReadOnlySpan<short> said)
    {
        Span<short> frame = stackalloc short[AudioClip.FrameSamples];
        for (var at = 0; at + frame.Length <= heard.Length; at += frame.Length)
        {
            frame.Clear();
            if (at < said.Length)
                said[at..Math.Min(at + frame.Length, said.Length)].CopyTo(frame);
            _sent.Add(frame);
            _clock.MoveTo(_clock.Elapsed + AudioClip.FrameDuration);
            _ear.OnAudio(AudioClip.SampleRate, MemoryMarshal.AsBytes(heard.Slice(at, frame.Length)), _clock.GetTimestamp());
        }
    }

    void ISpeechEvents.OnSpeechStarted(TimeSpan start)
    {
        _bargedIn = false;
        ((ISpeechEvents)_recorder).OnSpeechStarted(start);
    }

    void ISpeechEvents.OnSpeechAudio(ReadOnlySpan<short> samples)
    {
        ((ISpeechEvents)_recorder).OnSpeechAudio(samples);
        if (_bargedIn || _ear.SpeechDuration < BargeIn)
            return;
        _bargedIn = true;
        BargeIns.Add(_clock.Elapsed);
    }

    void ISpeechEvents.OnSpeechEnded(Utterance utterance) => ((ISpeechEvents)_recorder).OnSpeechEnded(utterance);

    void ISpeechEvents.OnSpeechDropped() => ((ISpeechEvents)_recorder).OnSpeechDropped();
}
