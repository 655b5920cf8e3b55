using System.Buffers.Binary;
using CsCheck;
using Ramais.Voice;

namespace Ramais.Tests.Voice;

public sealed class WavFileTests
{
    [Fact]
    public void Sixteen_bit_files_give_back_every_sample() => Gen.Short.Array[0, 500].Sample(samples =>
        Assert.Equal(samples, WavReader.Parse(WavFile.Encode(new AudioClip(samples), WavEncoding.Pcm16), "x").Samples.ToArray()));

    [Fact]
    public void U_law_files_keep_each_sample_within_the_step_of_its_segment() => Gen.Short[-32635, 32635].Array[0, 500].Sample(samples =>
    {
        var heard = WavReader.Parse(WavFile.Encode(new AudioClip(samples), WavEncoding.MuLaw), "x").Samples.ToArray();
        Assert.Equal(samples.Length, heard.Length);
        Assert.All(samples.Zip(heard), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 4 + (Math.Abs((int)pair.First) / 31)));
    });

    // Codes and values of ITU-T G.711 tables 1a and 2a, in 16-bit scale.
    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    [InlineData(0xEF, 132)]
    [InlineData(0xFE, 8)]
    public void U_law_codes_expand_as_the_recommendation_says(byte code, short sample)
    {
        Assert.Equal(sample, G711.DecodeMuLaw(code));
        if (code != 0x7F)
            Assert.Equal(code, G711.EncodeMuLaw(sample));
    }

    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    [InlineData(0xC5, 264)]
    public void A_law_codes_expand_as_the_recommendation_says(byte code, short sample) => Assert.Equal(sample, G711.DecodeALaw(code));

    [Fact]
    public void Samples_beyond_the_scale_of_u_law_are_held_at_its_ends()
    {
        Assert.Equal(32124, G711.DecodeMuLaw(G711.EncodeMuLaw(short.MaxValue)));
        Assert.Equal(-32124, G711.DecodeMuLaw(G711.EncodeMuLaw(short.MinValue)));
    }

    [Theory]
    [InlineData(0x7FFFF000u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0u)]
    public void A_streamed_header_is_read_to_the_end(uint length)
    {
        var file = Wav(riffLength: length, dataLength: length, data: [1, 0, 2, 0, 3, 0]);
        Assert.Equal([1, 2, 3], WavReader.Parse(file, "x").Samples.ToArray());
    }

    [Fact]
    public void A_finished_file_without_sound_is_empty_even_if_chunks_follow()
    {
        var file = Wav(dataLength: 0, data: [], after: [.. "LIST"u8, 4, 0, 0, 0, 1, 2, 3, 4]);
        Assert.True(WavReader.Parse(file, "x").Samples.IsEmpty);
    }

    [Fact]
    public void Other_chunks_before_and_after_the_sound_are_skipped()
    {
        var file = Wav(
            before: [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0], // an odd chunk has a byte of padding
            data: [5, 0, 6, 0],
            after: [.. "id3 "u8, 2, 0, 0, 0, 9, 9]);
        Assert.Equal([5, 6], WavReader.Parse(file, "x").Samples.ToArray());
    }

    [Fact]
    public void Stereo_is_mixed() =>
        Assert.Equal([15, -1], WavReader.Parse(Wav(channels: 2, data: [10, 0, 20, 0, 0xFF, 0xFF, 0xFF, 0xFF]), "x").Samples.ToArray());

    [Fact]
    public void The_sub_format_of_an_extensible_header_counts()
    {
        var file = Wav(tag: 0xFFFE, bits: 8, moreFormat: [22, 0, 8, 0, 0, 0, 0, 0, 6, 0, .. new byte[14]], data: [0xD5, 0xAA]);
        Assert.Equal([8, 32256], WavReader.Parse(file, "x").Samples.ToArray());
    }

    [Fact]
    public void Other_rates_are_converted_to_8_kHz()
    {
        var tone = Enumerable.Range(0, 22050).Select(i => (short)(10000 * Math.Sin(2 * Math.PI * 440 * i / 22050))).ToArray();
        var data = new byte[tone.Length * 2];
        Buffer.BlockCopy(tone, 0, data, 0, data.Length);

        var clip = WavReader.Parse(Wav(rate: 22050, data: data), "x");

        Assert.Equal(TimeSpan.FromSeconds(1), clip.Duration);
        var middle = clip.Samples.Span[1000..7000].ToArray();
        var expected = Enumerable.Range(1000, 6000).Select(i => 10000 * Math.Sin(2 * Math.PI * 440 * i / 8000));
        Assert.All(middle.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 100, pair.Second + 100));
    }

    public static TheoryData<string, byte[], string> BadFiles() => new()
    {
        { "vazio", [], "não é um arquivo WAV" },
        { "texto", "isto não é som, é texto"u8.ToArray(), "não é um arquivo WAV" },
        { "só o começo", [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVE"u8], "o cabeçalho não diz o formato" },
        { "sem dados", Wav(data: [])[..36], "não contém som" },
        { "cortado", Wav(dataLength: 100, data: [1, 2]), "está cortado" },
        { "24 bits", Wav(bits: 24, data: [1, 2, 3]), "formato 1, 24 bits" },
        { "MP3", Wav(tag: 0x55, data: [1, 2]), "formato 85" },
        { "5.1", Wav(channels: 6, data: new byte[12]), "tem 6 canais" },
        { "11025", Wav(rate: 11025, data: [1, 2]), "11025 Hz" },
        { "taxa zero", Wav(rate: 0, data: [1, 2]), "0 Hz" },
        { "formato curto", [.. "RIFF"u8, 12, 0, 0, 0, .. "WAVEfmt "u8, 4, 0, 0, 0, 1, 0, 1, 0], "o cabeçalho não diz o formato" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_gives_one_line_with_its_name_the_cause_and_the_cure(string name, byte[] file, string cause)
    {
        var failure = Assert.Throws<WavFormatException>(() => WavReader.Parse(file, $"/sons/{name}.wav"));
        Assert.StartsWith($"/sons/{name}.wav: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        Assert.Contains("; ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Any_bytes_give_a_clip_or_that_error()
    {
        var good = Wav(before: [.. "LIST"u8, 2, 0, 0, 0, 1, 2], data: [1, 0, 2, 0]);
        Gen.Select(Gen.Int[0, good.Length], Gen.Int[0, good.Length - 1], Gen.Byte).Sample((length, at, value) =>
        {
            var damaged = good.ToArray();
            damaged[at] = value;
            try
            {
                WavReader.Parse(damaged.AsSpan(0, length), "x");
            }
            catch (WavFormatException)
            {
            }
        });
    }

    [Fact]
    public void A_written_file_is_read_back_and_a_missing_one_says_so()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("ramais-wav-");
        try
        {
            var path = Path.Combine(folder.FullName, "som.wav");
            WavFile.Write(path, Tones.Beep, WavEncoding.Pcm16);
            Assert.Equal(Tones.Beep.Samples.ToArray(), WavFile.Read(path).Samples.ToArray());

            var missing = Path.Combine(folder.FullName, "outro.wav");
            Assert.Equal($"{missing}: o arquivo não existe; confira o caminho.", Assert.Throws<WavFormatException>(() => WavFile.Read(missing)).Message);
            Assert.Contains("não pôde ser lido", Assert.Throws<WavFormatException>(() => WavFile.Read(folder.FullName)).Message, StringComparison.Ordinal);
            Assert.Contains(
                "não pôde ser gravado",
                Assert.Throws<WavFormatException>(() => WavFile.Write(Path.Combine(folder.FullName, "x", "y.wav"), Tones.Beep, WavEncoding.Pcm16)).Message,
                StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Wav(
        byte[] data,
        ushort tag = 1,
        ushort channels = 1,
        int rate = 8000,
        ushort bits = 16,
        uint? riffLength = null,
        uint? dataLength = null,
        byte[]? moreFormat = null,
        byte[]? before = null,
        byte[]? after = null)
    {
        List<byte> rest = [.. "WAVE"u8];
        rest.AddRange([.. "fmt "u8, .. Number(16 + (moreFormat?.Length ?? 0), 4), .. Number(tag, 2), .. Number(channels, 2), .. Number(rate, 4)]);
        rest.AddRange([.. Number((uint)(rate * channels * bits / 8), 4), .. Number(channels * bits / 8, 2), .. Number(bits, 2), .. moreFormat ?? []]);
        rest.AddRange([.. before ?? [], .. "data"u8, .. Number(dataLength ?? (uint)data.Length, 4), .. data, .. after ?? []]);
        return [.. "RIFF"u8, .. Number(riffLength ?? (uint)rest.Count, 4), .. rest];
    }

    private static byte[] Number(long value, int bytes)
    {
        var all = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(all, value);
        return all[..bytes];
    }
}
