using Ramais.Voice;

namespace Ramais.Server.Phone;

/// <summary>One thing that a phone does in its turn, as what it sends in each 20 ms.</summary>
internal abstract record PhoneLine
{
    /// <summary>Begins at once, into whatever the other side says, instead of waiting for its turn.</summary>
    public bool Interrupts { get; init; }

    public abstract IEnumerable<PhoneTick> Ticks();
}

/// <summary>Says something.</summary>
/// <param name="Clip">The sound.</param>
/// <param name="Text">What it says, for the report.</param>
internal sealed record SpeechLine(AudioClip Clip, string Text) : PhoneLine
{
    public override IEnumerable<PhoneTick> Ticks()
    {
        for (var start = 0; start < Clip.Samples.Length; start += AudioClip.FrameSamples)
            yield return new(PhoneTickKind.Audio, Clip.Samples[start..Math.Min(start + AudioClip.FrameSamples, Clip.Samples.Length)]);
    }
}

/// <summary>Presses keys, one after the other.</summary>
/// <param name="Keys">Characters of <c>0-9*#A-D</c>.</param>
internal sealed record KeysLine(string Keys) : PhoneLine
{
    public const string Valid = "0123456789*#ABCD";

    // As Asterisk does it: the audio stops while the key is held, its message comes at the end, and audio goes on before the next one.
    private const int TicksHeld = 8;
    private const int TicksBetween = 5;

    public override IEnumerable<PhoneTick> Ticks()
    {
        foreach (var key in Keys)
        {
            for (var tick = 0; tick < TicksHeld; tick++)
                yield return PhoneTick.Nothing;
            yield return new(PhoneTickKind.Key, Key: key);
            for (var tick = 0; tick < TicksBetween; tick++)
                yield return PhoneTick.Silence;
        }
    }
}

internal enum PhoneTickKind
{
    /// <summary>A message of silence: what a phone sends as long as it says nothing.</summary>
    Silence,

    /// <summary>No message at all.</summary>
    Nothing,
    Audio,
    Key,
}

/// <summary>What a phone sends in one 20 ms.</summary>
internal readonly record struct PhoneTick(PhoneTickKind Kind, ReadOnlyMemory<short> Samples = default, char Key = default)
{
    public static readonly PhoneTick Silence = new(PhoneTickKind.Silence);
    public static readonly PhoneTick Nothing = new(PhoneTickKind.Nothing);
}
