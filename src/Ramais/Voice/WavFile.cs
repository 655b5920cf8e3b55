using System.Buffers.Binary;

namespace Ramais.Voice;

/// <summary>How the samples of a written file are stored.</summary>
internal enum WavEncoding
{
    /// <summary>Signed 16-bit, two bytes a sample.</summary>
    Pcm16 = 1,

    /// <summary>G.711 u-law, one byte a sample.</summary>
    MuLaw = 7,
}

/// <summary>Sound files: reads what people record, writes 8 kHz mono.</summary>
internal static class WavFile
{
    private const long LargestBytes = 100L << 20;
    private const int HeaderBytes = 44;

    /// <summary>Reads a file of any supported form (see <see cref="WavReader"/>) as 8 kHz mono.</summary>
    /// <exception cref="WavFormatException">There is no such file, it cannot be read or it is not such a form.</exception>
    public static AudioClip Read(string path) => WavReader.Parse(ReadBytes(path), path);

    /// <summary>Writes <paramref name="clip"/> over whatever is at <paramref name="path"/>.</summary>
    /// <exception cref="WavFormatException">The file cannot be written.</exception>
    public static void Write(string path, AudioClip clip, WavEncoding encoding)
    {
        try
        {
            File.WriteAllBytes(path, Encode(clip, encoding));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WavFormatException(path, "não pôde ser gravado", "confira a pasta, o espaço em disco e as permissões", failure);
        }
    }

    /// <summary>The bytes of a file with that clip. The same clip always gives the same bytes.</summary>
    public static byte[] Encode(AudioClip clip, WavEncoding encoding) => Encode(clip.Samples.Span, encoding, AudioClip.SampleRate);

    /// <summary>The bytes of a mono file of any rate, for others than ourselves.</summary>
    public static byte[] Encode(ReadOnlySpan<short> samples, WavEncoding encoding, int sampleRate)
    {
        var sampleBytes = encoding == WavEncoding.Pcm16 ? sizeof(short) : 1;
        var dataBytes = samples.Length * sampleBytes;
        var bytes = new byte[HeaderBytes + dataBytes + (dataBytes & 1)]; // chunks are padded to an even length
        WriteHeader(bytes, encoding, sampleRate, dataBytes);
        var data = bytes.AsSpan(HeaderBytes);
        for (var i = 0; i < samples.Length; i++)
            WriteSample(data[(i * sampleBytes)..], samples[i], encoding);
        return bytes;
    }

    private static void WriteHeader(Span<byte> bytes, WavEncoding encoding, int sampleRate, int dataBytes)
    {
        var sampleBytes = encoding == WavEncoding.Pcm16 ? sizeof(short) : 1;
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[20..], (short)encoding);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[28..], sampleRate * sampleBytes);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[32..], (short)sampleBytes);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[34..], (short)(sampleBytes * 8));
        "data"u8.CopyTo(bytes[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[40..], dataBytes);
    }

    private static void WriteSample(Span<byte> at, short sample, WavEncoding encoding)
    {
        if (encoding == WavEncoding.Pcm16)
            BinaryPrimitives.WriteInt16LittleEndian(at, sample);
        else
            at[0] = G711.EncodeMuLaw(sample);
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > LargestBytes)
                throw new WavFormatException(path, $"tem mais de {LargestBytes >> 20} MB", "use uma gravação mais curta");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WavFormatException(path, "o arquivo não existe", "confira o caminho", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WavFormatException(path, "não pôde ser lido", "confira se é um arquivo e se há permissão de leitura", failure);
        }
    }
}
