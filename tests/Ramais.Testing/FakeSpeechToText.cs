using System.Buffers;
using Ramais.Voice;

namespace Ramais.Testing;

/// <summary>A recogniser that reads the text out of the stamped sound. It can be slow, unsure, or broken.</summary>
internal sealed class FakeSpeechToText(TimeProvider time) : ISpeechToText
{
    public string Name => "fake";

    /// <summary>Between the end of speech and the transcript.</summary>
    public TimeSpan Delay { get; set; }

    public double? Confidence { get; set; }

    /// <summary>Every recognition throws.</summary>
    public bool Broken { get; set; }

    /// <summary>Tells word by word what it understands, as a streaming recogniser does.</summary>
    public bool Streams { get; set; }

    /// <summary>What each recognition was told beforehand.</summary>
    public List<IReadOnlyList<string>> Hints { get; } = [];

    /// <summary>Extensions that are not listened to.</summary>
    public HashSet<string> Without { get; } = [];

    public ISpeechToText? For(string extension) => Without.Contains(extension) ? null : this;

    public ISpeechRecognition Start(RecognitionContext context)
    {
        Hints.Add(context.Hints);
        return new Recognition(this, context, time);
    }

    private sealed class Recognition(FakeSpeechToText owner, RecognitionContext context, TimeProvider time) : ISpeechRecognition
    {
        private readonly ArrayBufferWriter<short> _heard = new();

        public ValueTask WriteAsync(ReadOnlyMemory<short> samples, CancellationToken cancellation)
        {
            _heard.Write(samples.Span);
            if (owner.Streams && SoundCode.TryRead(samples.Span, out var stamped))
                context.OnPartial(new(SoFar(stamped), IsFinal: false));
            return default;
        }

        public async ValueTask<Transcript?> FinishAsync(CancellationToken cancellation)
        {
            if (owner.Delay > TimeSpan.Zero)
                await Task.Delay(owner.Delay, time, cancellation);
            if (owner.Broken)
                throw new IOException("The recogniser is out of reach.");
            return SoundCode.Find(_heard.WrittenSpan) is { } text ? new(text, IsFinal: true, owner.Confidence) : null;
        }

        public ValueTask DisposeAsync() => default;

        private static string SoFar(Stamped stamped)
        {
            var words = stamped.Text.Split(' ');
            return string.Join(' ', words.Take(1 + (words.Length * (stamped.Frame + 1) / stamped.Frames)));
        }
    }
}
