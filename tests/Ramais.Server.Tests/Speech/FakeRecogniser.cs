using Ramais.Server.Providers;
using Ramais.Server.Speech;
using Ramais.Voice;

namespace Ramais.Server.Tests.Speech;

/// <summary>A recogniser that answers, fails or dawdles as the test says, after it has heard the whole utterance.</summary>
internal sealed class FakeRecogniser(TimeProvider time, string name) : IRecogniser
{
    public string Name => name;

    public string Setting => "VOSK_URL";

    public TimeSpan Delay { get; set; }

    /// <summary>Fails before it hears the end.</summary>
    public ProviderFailedException? FailsAtOnce { get; set; }

    public ProviderFailedException? Fails { get; set; }

    public Transcript? Answer { get; set; } = new("sim", IsFinal: true, 0.9);

    public int Asked { get; private set; }

    public int LastHeard { get; private set; }

    public IReadOnlyList<string> Hints { get; private set; } = [];

    public async Task<Transcript?> RecogniseAsync(UtteranceAudio audio, RecognitionContext context, CancellationToken cancellation)
    {
        Asked++;
        Hints = context.Hints;
        if (FailsAtOnce is { } failure)
            throw failure;
        LastHeard = (await audio.WholeAsync(cancellation)).Length;
        await Task.Delay(Delay, time, cancellation);
        return Fails is { } late ? throw late : Answer;
    }

    public void Dispose()
    {
    }
}
