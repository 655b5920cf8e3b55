using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ramais.Voice;

namespace Ramais.Recording;

/// <summary>
/// A stereo WAV of 8 kHz and 16 bits that grows. It has a suffix of its own until it is whole, and its header is right after every write: what
/// a crash leaves can be played.
/// </summary>
internal sealed class RecordingFile : IDisposable
{
    public const string Suffix = ".part";

    private const int HeaderBytes = 44;
    private const int BlockBytes = StereoMix.Channels * sizeof(short);

    private readonly string _path;
    private readonly FileStream _file;

    /// <param name="path">Where the whole file will be.</param>
    /// <exception cref="IOException">It can't be created, or is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created.</exception>
    public RecordingFile(string path)
    {
        _path = path;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead; // people's voices
        _file = new(path + Suffix, options);
        _file.Write(Header(0));
    }

    /// <exception cref="IOException">It can't be written.</exception>
    public void Append(ReadOnlySpan<short> samples)
    {
        _file.Write(MemoryMarshal.AsBytes(samples)); // every supported machine is little-endian, and so is WAV
        WriteSizes(_file);
    }

    /// <summary>Gives it its name.</summary>
    /// <exception cref="IOException">It can't be closed or renamed.</exception>
    public void Finish()
    {
        _file.Dispose();
        File.Move(_path + Suffix, _path);
    }

    /// <summary>Leaves it as it is, to be recovered by a later start.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Makes a whole file of what a process left that died while writing.</summary>
    /// <exception cref="IOException">It can't be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static void Recover(string left)
    {
        using (var file = new FileStream(left, FileMode.Open, FileAccess.ReadWrite))
        {
            if (file.Length < HeaderBytes)
                file.Write(Header(0));
            file.SetLength(HeaderBytes + ((file.Length - HeaderBytes) / BlockBytes * BlockBytes));
            WriteSizes(file);
        }
        File.Move(left, left[..^Suffix.Length]);
    }

    private static void WriteSizes(FileStream file)
    {
        var end = file.Length;
        file.Position = 0;
        file.Write(Header((int)(end - HeaderBytes)));
        file.Position = end;
    }

    private static ReadOnlySpan<byte> Header(int dataBytes)
    {
        var header = new byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), HeaderBytes - 8 + dataBytes);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), (short)WavEncoding.Pcm16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), StereoMix.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), AudioClip.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), AudioClip.SampleRate * BlockBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), BlockBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), dataBytes);
        return header;
    }
}
