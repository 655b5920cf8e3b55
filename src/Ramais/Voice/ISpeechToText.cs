namespace Ramais.Voice;

/// <summary>A recogniser: streaming audio in, partial and final transcripts out.</summary>
internal interface ISpeechToText
{
    /// <summary>As it is called in settings, status and metrics.</summary>
    string Name { get; }

    /// <summary>Opens one recognition, at the first frame of speech.</summary>
    ISpeechRecognition Start(RecognitionContext context);

    /// <summary>What hears the calls of one extension; null where only keys answer.</summary>
    /// <param name="extension">The extension's AI number.</param>
    ISpeechToText? For(string extension) => this;
}

/// <summary>One utterance on its way to text. One writer.</summary>
internal interface ISpeechRecognition : IAsyncDisposable
{
    /// <summary>Takes 8 kHz mono samples, in order. They belong to the caller again when the task is over.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<short> samples, CancellationToken cancellation);

    /// <summary>The utterance is over. Returns the final transcript; null when nothing was understood. Throws on a failed recognition.</summary>
    ValueTask<Transcript?> FinishAsync(CancellationToken cancellation);
}

/// <summary>What a recogniser may know beforehand.</summary>
/// <param name="Hints">Expected words or names, for recognisers that take a phrase list.</param>
/// <param name="OnPartial">Called with partial transcripts, from any thread; must not block.</param>
internal sealed record RecognitionContext(IReadOnlyList<string> Hints, Action<Transcript> OnPartial);
