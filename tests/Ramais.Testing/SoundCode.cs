using System.Collections.Concurrent;
using Ramais.Voice;

namespace Ramais.Testing;

/// <summary>
/// Sound that says what it is: every 20 ms frame carries the number of its text and its own position. What a simulated phone hears, and what
/// a fake recogniser understands, is read from the samples themselves, after they went through the whole voice path.
/// </summary>
internal static class SoundCode
{
    // Quiet, so that a stamp does not drown the level of the frame it stands in.
    private const short FirstMark = 311;
    private const short SecondMark = -317;
    private const int Length = 5;

    private static readonly ConcurrentDictionary<string, short> Numbers = new();
    private static readonly ConcurrentDictionary<short, string> Texts = new();
    private static int _last;

    /// <summary>Stamps every frame of <paramref name="carrier"/> with <paramref name="text"/>.</summary>
    public static AudioClip Stamp(string text, ReadOnlySpan<short> carrier)
    {
        var frames = (carrier.Length + AudioClip.FrameSamples - 1) / AudioClip.FrameSamples;
        var samples = new short[frames * AudioClip.FrameSamples];
        carrier.CopyTo(samples);
        var number = NumberOf(text);
        for (var frame = 0; frame < frames; frame++)
            ((ReadOnlySpan<short>)[FirstMark, SecondMark, number, (short)frame, (short)frames]).CopyTo(samples.AsSpan(frame * AudioClip.FrameSamples));
        return new(samples);
    }

    /// <summary>Reads the stamp of one frame.</summary>
    public static bool TryRead(ReadOnlySpan<short> frame, out Stamped stamped)
    {
        stamped = default;
        if (frame.Length < Length || frame[0] != FirstMark || frame[1] != SecondMark || !Texts.TryGetValue(frame[2], out var text))
            return false;
        stamped = new(text, frame[3], frame[4]);
        return true;
    }

    /// <summary>Finds the first stamp anywhere in <paramref name="samples"/>; null when there is none.</summary>
    public static string? Find(ReadOnlySpan<short> samples)
    {
        for (var index = 0; index + Length <= samples.Length; index++)
        {
            if (TryRead(samples[index..], out var stamped))
                return stamped.Text;
        }
        return null;
    }

    private static short NumberOf(string text) => Numbers.GetOrAdd(text, static added =>
    {
        var number = (short)Interlocked.Increment(ref _last);
        Texts[number] = added;
        return number;
    });
}

/// <summary>One stamped frame.</summary>
internal readonly record struct Stamped(string Text, int Frame, int Frames)
{
    public bool IsLast => Frame == Frames - 1;
}
