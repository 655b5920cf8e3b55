using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ramais.Voice;

namespace Ramais.Testing;

/// <summary>A recording as a player would read it, strictly.</summary>
internal sealed record StereoWav(short[] Left, short[] Right)
{
    private const int HeaderBytes = 44;

    public TimeSpan Duration => AudioClip.DurationOf(Left.Length);

    public static StereoWav Parse(byte[] bytes)
    {
        Expect("RIFF"u8.SequenceEqual(bytes.AsSpan(0, 4)) && "WAVEfmt "u8.SequenceEqual(bytes.AsSpan(8, 8)) && "data"u8.SequenceEqual(bytes.AsSpan(36, 4)), "chunks");
        Expect(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)) == bytes.Length - 8, "RIFF size");
        Expect(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(40)) == bytes.Length - HeaderBytes, "data size");
        short[] format = [1, 2];
        Expect(format.AsSpan().SequenceEqual(MemoryMarshal.Cast<byte, short>(bytes.AsSpan(20, 4))), "PCM, stereo");
        Expect(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(24)) == AudioClip.SampleRate, "rate");
        Expect((bytes.Length - HeaderBytes) % 4 == 0, "whole samples");
        var samples = MemoryMarshal.Cast<byte, short>(bytes.AsSpan(HeaderBytes)).ToArray();
        return new([.. samples.Where((_, i) => i % 2 == 0)], [.. samples.Where((_, i) => i % 2 == 1)]);
    }

    public static StereoWav Read(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>The stamped sentences of one side, in order: what, and where its first frame lies.</summary>
    public static List<(string Text, TimeSpan At)> Sentences(short[] side)
    {
        var found = new List<(string Text, TimeSpan At)>();
        for (var at = 0; at + AudioClip.FrameSamples <= side.Length; at++)
        {
            if (!SoundCode.TryRead(side.AsSpan(at), out var stamped))
                continue;
            if (stamped.Frame == 0)
                found.Add((stamped.Text, AudioClip.DurationOf(at)));
            at += AudioClip.FrameSamples - 1;
        }
        return found;
    }

    private static void Expect(bool holds, string what)
    {
        if (!holds)
            throw new InvalidDataException($"No good recording: {what}.");
    }
}
