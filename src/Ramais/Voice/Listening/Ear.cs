using Ramais.Recording;

namespace Ramais.Voice;

/// <summary>
/// The listening of one leg: messages in, utterances out. Fed by the leg's receive loop alone; only <see cref="Endpointing"/> and <see cref="Hint"/> may be set from
/// elsewhere. Allocates nothing per message.
/// </summary>
internal sealed class Ear
{
    private readonly long _accepted;
    private readonly TimeProvider _time;
    private readonly FrameAssembler _frames;
    private readonly Endpointer _endpointer;

    /// <summary>Opens the ear.</summary>
    /// <param name="events">Who is told.</param>
    /// <param name="accepted">The accept of the leg, as a timestamp of <paramref name="time"/>; all instants count from it.</param>
    /// <param name="time">Gives the timestamps their unit.</param>
    /// <param name="network">The second stage of voice detection; null: energy alone.</param>
    /// <param name="echo">Knows our own voice; null where it does not matter.</param>
    /// <param name="tap">Records what is heard; null where nothing is recorded.</param>
    /// <param name="tones">Whether steady tones are told; a machine that has to be known by them answers a telephone, it does not ring at a gate.</param>
    public Ear(
        ISpeechEvents events, long accepted, TimeProvider time, SileroNetwork? network = null, EchoGuard? echo = null, LegTap? tap = null, bool tones = true)
    {
        _accepted = accepted;
        _time = time;
        _endpointer = new(events, network, echo);
        IFrameListener listening = tones ? new ToneDetector(_endpointer, events) : _endpointer;
        _frames = new(tap is null ? listening : new TappedFrames(tap, listening));
    }

    /// <summary>When a party has finished. Any thread; at once, also for the utterance under way.</summary>
    public EndpointingOptions Endpointing
    {
        get => _endpointer.Options;
        set => _endpointer.Options = value;
    }

    /// <inheritdoc cref="Endpointer.Use"/>
    public SoundUse Use
    {
        set => _endpointer.Use = value;
    }

    /// <summary>The number of the utterance under way, or of the last one. Any thread.</summary>
    public int Utterance => _endpointer.Utterance;

    /// <summary>What is known about the end of an utterance; obeyed while it is the one under way. Any thread.</summary>
    public EndSilenceHint Hint
    {
        set => _endpointer.Hint = value;
    }

    /// <summary>How much speech, without pauses, the utterance under way has: what barge-in is decided by. Zero between utterances.</summary>
    public TimeSpan SpeechDuration => _endpointer.SpeechDuration;

    /// <summary>The sound of the utterance under way where it is kept; empty between utterances; valid until the next call.</summary>
    public ReadOnlyMemory<short> SpeechSoFar => _endpointer.SpeechSoFar;

    /// <summary>A message arrived.</summary>
    /// <param name="sampleRate">Samples a second, one of AudioSocket's rates.</param>
    /// <param name="pcm">Signed 16-bit little-endian mono, any length.</param>
    /// <param name="timestamp">Now.</param>
    public void OnAudio(int sampleRate, ReadOnlySpan<byte> pcm, long timestamp) => _frames.OnAudio(sampleRate, pcm, Since(timestamp));

    /// <summary>Nothing arrived, but time has passed: without this, a phone that mutes never ends its utterance.</summary>
    /// <param name="timestamp">Now.</param>
    public void OnWake(long timestamp) => _frames.OnWake(Since(timestamp));

    /// <summary>The connection is over; an utterance under way ends here.</summary>
    public void OnEnd()
    {
        _frames.OnEnd();
        _endpointer.OnEnd();
    }

    private TimeSpan Since(long timestamp) => _time.GetElapsedTime(_accepted, timestamp);
}
