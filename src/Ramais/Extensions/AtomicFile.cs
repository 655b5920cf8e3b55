namespace Ramais.Extensions;

/// <summary>Replaces files so that a reader, or a machine that loses power, sees the old content or the new one, never a part.</summary>
internal static class AtomicFile
{
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }
}
