namespace Ramais.Voice;

/// <summary>A piece of sound in the product's own format: signed 16-bit mono at 8 kHz.</summary>
internal sealed record AudioClip(ReadOnlyMemory<short> Samples)
{
    /// <summary>Samples a second inside the product. Legs that speak another rate are converted at the rim.</summary>
    public const int SampleRate = 8000;

    /// <summary>Samples in one 20 ms message.</summary>
    public const int FrameSamples = 160;

    /// <summary>One message: 20 ms.</summary>
    public static readonly TimeSpan FrameDuration = TimeSpan.FromMilliseconds(20);

    /// <summary>No sound at all.</summary>
    public static readonly AudioClip Empty = new(ReadOnlyMemory<short>.Empty);

    private static readonly short[] Silence = new short[FrameSamples];

    /// <summary>One message of silence.</summary>
    public static ReadOnlySpan<short> SilentFrame => Silence;

    public TimeSpan Duration => DurationOf(Samples.Length);

    /// <summary>How long that many samples last; exact.</summary>
    public static TimeSpan DurationOf(int samples) => TimeSpan.FromTicks(samples * (TimeSpan.TicksPerSecond / SampleRate));
}
