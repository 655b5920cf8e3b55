using Ramais.Voice;

namespace Ramais.Tests.Voice.Listening;

/// <summary>Keeps what an ear tells, and checks that it tells it in order.</summary>
internal sealed class SpeechRecorder : ISpeechEvents
{
    private readonly List<short> _current = [];
    private bool _open;

    public List<TimeSpan> Starts { get; } = [];

    public List<Utterance> Utterances { get; } = [];

    /// <summary>What was streamed of each utterance that ended.</summary>
    public List<short[]> Streams { get; } = [];

    public int Dropped { get; private set; }

    void ISpeechEvents.OnSpeechStarted(TimeSpan start)
    {
        Assert.False(_open);
        _open = true;
        _current.Clear();
        Starts.Add(start);
    }

    void ISpeechEvents.OnSpeechAudio(ReadOnlySpan<short> samples)
    {
        Assert.True(_open);
        _current.AddRange(samples);
    }

    void ISpeechEvents.OnSpeechEnded(Utterance utterance)
    {
        Close();
        Utterances.Add(utterance);
        Streams.Add([.. _current]);
    }

    void ISpeechEvents.OnSpeechDropped()
    {
        Close();
        Dropped++;
    }

    private void Close()
    {
        Assert.True(_open);
        _open = false;
    }
}
