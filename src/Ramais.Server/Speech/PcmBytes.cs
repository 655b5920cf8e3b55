using System.Buffers.Binary;

namespace Ramais.Server.Speech;

/// <summary>Samples as they travel: signed 16-bit little-endian.</summary>
internal static class PcmBytes
{
    public static byte[] Of(ReadOnlySpan<short> samples)
    {
        var bytes = new byte[samples.Length * sizeof(short)];
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * sizeof(short)), samples[i]);
        return bytes;
    }

    /// <summary>The samples of whole pairs of bytes; an odd byte at the end belongs to none.</summary>
    public static short[] Samples(ReadOnlySpan<byte> bytes)
    {
        var samples = new short[bytes.Length / sizeof(short)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(i * sizeof(short))..]);
        return samples;
    }
}
