using System.Buffers.Binary;

namespace Ramais.Voice;

/// <summary>
/// Turns the bytes of a RIFF WAV into a clip: 16-bit PCM, G.711 u-law or a-law, mono or stereo (mixed), any rate that
/// <see cref="Resampler"/> takes. Other chunks are skipped.
/// </summary>
internal static class WavReader
{
    private const ushort Pcm = 1;
    private const ushort ALaw = 6;
    private const ushort MuLaw = 7;
    private const ushort Extensible = 0xFFFE;
    private const int RiffHeaderBytes = 12;
    private const int ChunkHeaderBytes = 8;

    // Programs that write to a pipe cannot come back to fill in the length: espeak-ng leaves 0x7FFFF000, others 0xFFFFFFFF.
    private const uint StreamedLength = 0x7FFFF000;

    private const string Cure = "converta-o para WAV mono de 16 bits a 8000 Hz (sox ENTRADA -r 8000 -c 1 -b 16 SAIDA.wav)";

    private enum Fault
    {
        NotWav,
        NoFormat,
        NoData,
        Truncated,
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">All its bytes.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="WavFormatException">It is not such a file, or it is cut off.</exception>
    public static AudioClip Parse(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length < RiffHeaderBytes || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
            throw Broken(name, Fault.NotWav);
        var format = default(Format?);
        long position = RiffHeaderBytes;
        while (position + ChunkHeaderBytes <= file.Length)
        {
            var chunk = file[(int)position..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("fmt "u8))
                format = ReadFormat(chunk, length, name);
            else if (chunk.StartsWith("data"u8))
                return Convert(DataOf(file, chunk, length, name), format ?? throw Broken(name, Fault.NoFormat));
            position += ChunkHeaderBytes + (long)length + (length & 1);
        }
        throw Broken(name, format is null ? Fault.NoFormat : Fault.NoData);
    }

    private static Format ReadFormat(ReadOnlySpan<byte> chunk, uint length, string name)
    {
        var body = chunk[ChunkHeaderBytes..];
        if (length < 16 || body.Length < 16)
            throw Broken(name, Fault.NoFormat);
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(body);
        if (tag == Extensible && length >= 26 && body.Length >= 26)
            tag = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]); // the first bytes of the sub-format's GUID are the plain tag
        var format = new Format(tag, BinaryPrimitives.ReadUInt16LittleEndian(body[2..]), BinaryPrimitives.ReadInt32LittleEndian(body[4..]));
        Check(format, BinaryPrimitives.ReadUInt16LittleEndian(body[14..]), name);
        return format;
    }

    private static void Check(Format format, ushort bits, string name)
    {
        if (format.Tag is not (Pcm or ALaw or MuLaw) || bits != format.SampleBytes * 8)
            throw new WavFormatException(name, $"codificação não suportada (formato {format.Tag}, {bits} bits)", Cure);
        if (format.Channels is not (1 or 2))
            throw new WavFormatException(name, $"tem {format.Channels} canais", Cure);
        if (!Resampler.Supports(format.Rate))
            throw new WavFormatException(name, $"taxa de amostragem de {format.Rate} Hz não suportada", Cure);
    }

    private static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> file, ReadOnlySpan<byte> chunk, uint length, string name)
    {
        var rest = chunk[ChunkHeaderBytes..];
        // A length of zero is a streamed header too, unless the outer length shows that the writer came back to finish its work.
        var finished = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) == file.Length - 8;
        if (length >= StreamedLength || (length == 0 && !finished))
            return rest;
        return length <= rest.Length ? rest[..(int)length] : throw Broken(name, Fault.Truncated);
    }

    private static AudioClip Convert(ReadOnlySpan<byte> data, Format format)
    {
        var samples = new short[data.Length / format.FrameBytes];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = Mix(data.Slice(i * format.FrameBytes, format.FrameBytes), format);
        return new AudioClip(Resampler.Convert(samples, format.Rate, AudioClip.SampleRate));
    }

    private static short Mix(ReadOnlySpan<byte> frame, Format format)
    {
        var first = Sample(frame, format.Tag);
        return format.Channels == 1 ? first : (short)((first + Sample(frame[format.SampleBytes..], format.Tag)) / 2);
    }

    private static short Sample(ReadOnlySpan<byte> at, ushort tag) => tag switch
    {
        ALaw => G711.DecodeALaw(at[0]),
        MuLaw => G711.DecodeMuLaw(at[0]),
        _ => BinaryPrimitives.ReadInt16LittleEndian(at),
    };

    private static WavFormatException Broken(string name, Fault fault) => fault switch
    {
        Fault.NotWav => new WavFormatException(name, "não é um arquivo WAV", Cure),
        Fault.NoFormat => new WavFormatException(name, "o cabeçalho não diz o formato do som", "grave o arquivo de novo"),
        Fault.NoData => new WavFormatException(name, "não contém som", "grave o arquivo de novo"),
        _ => new WavFormatException(name, "o arquivo está cortado", "grave ou copie o arquivo de novo"),
    };

    private readonly record struct Format(ushort Tag, ushort Channels, int Rate)
    {
        public int SampleBytes => Tag == Pcm ? sizeof(short) : 1;

        public int FrameBytes => SampleBytes * Channels;
    }
}
