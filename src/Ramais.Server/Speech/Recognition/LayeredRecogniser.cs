using System.Collections.Immutable;
using Ramais.Server.Providers;
using Ramais.Voice;

namespace Ramais.Server.Speech;

/// <summary>
/// The recognisers in the order of STT, so many utterances at once. One that fails is replaced within the utterance by the next, which hears
/// it from the beginning.
/// </summary>
/// <param name="recognisers">At least one.</param>
/// <param name="turns">How many utterances at once.</param>
/// <param name="sendsNames">Whether recognisers are told what may be heard.</param>
/// <param name="metrics">Counts inventions.</param>
internal sealed class LayeredRecogniser(ImmutableArray<GuardedRecogniser> recognisers, SpeechTurns turns, bool sendsNames, SpeechMetrics metrics)
    : ISpeechToText
{
    public string Name { get; } = string.Join(',', recognisers.Select(r => r.Name));

    public ISpeechRecognition Start(RecognitionContext context) => new Recognition(this, sendsNames ? context : context with { Hints = [] });

    private async Task<Transcript?> RecogniseAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation)
    {
        using var turn = await turns.TakeAsync(cancellation);
        var failure = default(ProviderFailedException);
        foreach (var recogniser in recognisers)
        {
            try
            {
                return Checked(await recogniser.RecogniseAsync(audio, context, cancellation), recogniser.Name);
            }
            catch (ProviderFailedException failed)
            {
                failure = failed; // counted and logged where it happened
            }
        }
        throw failure!;
    }

    private Transcript? Checked(Transcript? transcript, string recogniser)
    {
        if (transcript is null || !Inventions.Contains(transcript.Text))
            return transcript;
        metrics.Invented(recogniser);
        return null;
    }

    /// <summary>The recognition runs beside the leg, which only appends and, at the end, waits.</summary>
    private sealed class Recognition : ISpeechRecognition
    {
        private readonly UtteranceAudio _audio = new();
        private readonly CancellationTokenSource _givenUp = new();
        private readonly Task<Transcript?> _running;

        public Recognition(LayeredRecogniser owner, RecognitionContext context) => _running = owner.RecogniseAsync(_audio, context, _givenUp.Token);

        public ValueTask WriteAsync(ReadOnlyMemory<short> samples, CancellationToken cancellation)
        {
            _audio.Append(samples.Span);
            return ValueTask.CompletedTask;
        }

        public async ValueTask<Transcript?> FinishAsync(CancellationToken cancellation)
        {
            _audio.Complete();
            return await _running.WaitAsync(cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            _givenUp.Cancel();
            try
            {
                await _running;
            }
            catch (Exception known) when (known is OperationCanceledException or ProviderFailedException)
            {
                // whoever finished has been told
            }
            _givenUp.Dispose();
            _audio.Dispose();
        }
    }
}
