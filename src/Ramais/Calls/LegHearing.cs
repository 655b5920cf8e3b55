using System.Threading.Channels;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Recording;
using Ramais.Voice;

namespace Ramais.Calls;

/// <summary>
/// What one leg hears: speech becomes events, recognitions and the recording of a name. Called by the leg's receive loop; what others ask of
/// it crosses over in single fields.
/// </summary>
internal sealed class LegHearing : ISpeechEvents
{
    /// <summary>A party has to speak this long before our voice stops: a cough is shorter.</summary>
    private static readonly TimeSpan BargeIn = TimeSpan.FromMilliseconds(200);

    private readonly LegRole _role;
    private readonly LegClock _clock;
    private readonly LegVoice _voice;
    private readonly LegRecognition? _recognition;
    private readonly CondominiumDirectory _directory;
    private readonly TimeSpan _longestSilence;
    private readonly ChannelWriter<CallMessage> _inbox;

    // Single fields that the call's loop sets and the receive loop obeys.
    private volatile ExpectedAnswer _expected = ExpectedAnswer.Open;
    private volatile bool _recordName;
    private volatile bool _stopRecording;

    // From here on everything belongs to the receive loop.
    private bool _bargedIn;

    public LegHearing(LegRole role, LegClock clock, LegVoice voice, LegRecognition? recognition, Call call, SentSound? sent, LegTap? tap, ListeningSetup setup, CallServices services)
    {
        _role = role;
        _clock = clock;
        _voice = voice;
        _recognition = recognition;
        _directory = call.Directory;
        _longestSilence = services.LongestSilence;
        _inbox = call.Inbox;
        var echo = sent is null ? null : new EchoGuard(sent, setup.HalfDuplex);
        Ear = new(this, clock.Accepted, services.Time, setup.Network, echo, tap, tones: role == LegRole.Resident) { Use = UseFor(_expected) };
        if (recognition is not null)
            recognition.Partial = OnPartial;
    }

    public Ear Ear { get; }

    /// <summary>Sets how much silence ends an utterance. Any thread.</summary>
    public void Expect(ExpectedAnswer expected)
    {
        _expected = expected;
        Ear.Endpointing = EndpointingOptions.For(expected, _longestSilence);
        Ear.Use = UseFor(expected);
    }

    /// <summary>Takes the next utterance, or the one under way, for the visitor's name. Any thread.</summary>
    public void RecordName()
    {
        _stopRecording = false;
        _recordName = true;
    }

    /// <summary>Ends the recording with what there is, at the receive loop's next turn. Any thread.</summary>
    public void StopRecording() => _stopRecording = true;

    /// <summary>For the receive loop, after everything that arrived.</summary>
    public void AfterArrival()
    {
        if (_recordName && _stopRecording)
            EndRecording(Ear.SpeechSoFar);
    }

    void ISpeechEvents.OnSpeechStarted(TimeSpan start)
    {
        _bargedIn = false;
        _inbox.TryWrite(new(new SpeechStarted(_role), new((long)start.TotalMilliseconds, _role, "speech_started")));
        _recognition?.Begin();
    }

    void ISpeechEvents.OnSpeechAudio(ReadOnlySpan<short> samples)
    {
        _recognition?.Write(samples);
        if (_recognition is null || _bargedIn || Ear.SpeechDuration < BargeIn)
            return;
        _bargedIn = true;
        _voice.BargeIn();
    }

    void ISpeechEvents.OnSpeechEnded(Utterance utterance)
    {
        if (_recordName)
            EndRecording(utterance.Samples);
        _inbox.TryWrite(new SpeechEndedMessage(_role, utterance.End, _clock.Elapsed));
        EndUtterance(heard: true);
    }

    void ISpeechEvents.OnTone(TimeSpan start) =>
        _inbox.TryWrite(new(new ToneHeard(_role), new((long)start.TotalMilliseconds, _role, "tone")));

    void ISpeechEvents.OnSpeechDropped() => EndUtterance(heard: false);

    // On whatever thread the recogniser tells it.
    private void OnPartial(string partial)
    {
        var utterance = Ear.Utterance;
        var silence = EndpointingRules.Silence(ListeningTable.Embedded, _expected, partial, _directory);
        Ear.Hint = new(utterance, silence < _longestSilence ? silence : _longestSilence);
    }

    private void EndUtterance(bool heard)
    {
        if (_recognition is null || !heard)
        {
            _recognition?.Drop();
            _inbox.TryWrite(new(new Heard(_role, null)));
        }
        else
        {
            _recognition.End();
        }
    }

    private SoundUse UseFor(ExpectedAnswer expected) =>
        expected == ExpectedAnswer.Name ? SoundUse.Kept : _recognition is null ? SoundUse.None : SoundUse.Streamed;

    private void EndRecording(ReadOnlyMemory<short> samples)
    {
        _recordName = false;
        _inbox.TryWrite(new NameMessage(samples.IsEmpty ? null : new(samples.ToArray())));
    }
}
