namespace Ramais.Voice;

/// <summary>
/// What an <see cref="Ear"/> tells. Every start is followed by audio and then by exactly one end or drop. All calls come from whoever feeds
/// the ear; none may block.
/// </summary>
internal interface ISpeechEvents
{
    /// <summary>Somebody speaks: about 100 ms after the fact, when a click or a tone is ruled out.</summary>
    /// <param name="start">When the speech began, since the accept.</param>
    void OnSpeechStarted(TimeSpan start);

    /// <summary>Sound of the utterance under way, for a recogniser: first what led up to it, then frame by frame, its pauses included.</summary>
    /// <param name="samples">8 kHz mono; valid during the call only.</param>
    void OnSpeechAudio(ReadOnlySpan<short> samples);

    /// <summary>The utterance is over.</summary>
    void OnSpeechEnded(Utterance utterance);

    /// <summary>A steady tone, as no voice gives it: told once, between any of the others.</summary>
    /// <param name="start">When it began, since the accept.</param>
    void OnTone(TimeSpan start)
    {
        // most who listen for words do not ask
    }

    /// <summary>What had started was too short to be speech.</summary>
    void OnSpeechDropped();
}
