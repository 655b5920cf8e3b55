using Ramais.Voice;

namespace Ramais.Tests.Voice.Speaking;

/// <summary>A synthesizer whose clips can be told apart and whose speed and faults the test chooses.</summary>
internal sealed class ScriptedVoice(TimeProvider time) : ISpeechSynthesizer
{
    public const int ClipSamples = 1000;

    public string Voice => "scripted-1";

    public List<string> Spoken { get; } = [];

    public Func<string, TimeSpan> Delay { get; set; } = _ => TimeSpan.Zero;

    public Exception? Failure { get; set; }

    public bool IsMissing { get; set; }

    /// <summary>Texts that it fails at.</summary>
    public Func<string, bool> Fails { get; set; } = _ => false;

    public bool SpeaksByKey { get; set; }

    public async ValueTask<AudioClip?> SynthesizeAsync(string text, CancellationToken cancellation)
    {
        Spoken.Add(text);
        await Task.Delay(Delay(text), time, cancellation);
        if (Failure is not null || Fails(text))
            throw Failure ?? new IOException("the voice broke");
        return IsMissing ? null : ClipOf(text);
    }

    public static AudioClip ClipOf(string text) => new(Enumerable.Range(text.Length, ClipSamples).Select(i => (short)i).ToArray());
}
