using Ramais.Voice;

namespace Ramais.Server.Demo;

/// <summary>
/// Stands in for a recogniser where the words are known beforehand: it answers each utterance with the next line of its script. Everything
/// else of the voice path is the real one.
/// </summary>
internal sealed class ScriptedRecogniser(IReadOnlyList<string> lines) : ISpeechToText
{
    private int _answered;

    public string Name => "demo";

    public ISpeechRecognition Start(RecognitionContext context) => new Recognition(this);

    private Transcript? Next() => Interlocked.Increment(ref _answered) is var number && number <= lines.Count ? new(lines[number - 1], IsFinal: true, Confidence: 1) : null;

    private sealed class Recognition(ScriptedRecogniser script) : ISpeechRecognition
    {
        public ValueTask WriteAsync(ReadOnlyMemory<short> samples, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask<Transcript?> FinishAsync(CancellationToken cancellation) => ValueTask.FromResult(script.Next());

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
