namespace Ramais.Voice;

/// <summary>Keeps a folder of files under a size by removing the oldest, so that sentences with names neither fill the disk nor stay for ever.</summary>
internal sealed class FolderQuota(string folder, long limitBytes)
{
    /// <summary>Files that a crash left half-written; removed when the folder is counted.</summary>
    public const string TemporaryExtension = ".tmp";

    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(1);

    private const long NotCounted = long.MaxValue / 2;

    private long _bytes = NotCounted;
    private int _counting;

    /// <summary>A file was added. Any thread; counts the folder when it may be full.</summary>
    /// <exception cref="IOException">A file could not be removed.</exception>
    public void Grew(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= limitBytes || Interlocked.Exchange(ref _counting, 1) == 1)
            return;
        try
        {
            Interlocked.Exchange(ref _bytes, Trim());
        }
        finally
        {
            Volatile.Write(ref _counting, 0);
        }
    }

    // Down to nine tenths, so that a full folder is not counted again at every file.
    private long Trim()
    {
        var files = new DirectoryInfo(folder).GetFiles().OrderBy(file => file.LastWriteTimeUtc).ToList();
        if (files.Count > 0)
            RemoveAbandoned(files);
        var bytes = files.Sum(file => file.Length);
        if (bytes <= limitBytes)
            return bytes;
        foreach (var file in files.TakeWhile(_ => bytes > limitBytes / 10 * 9))
        {
            bytes -= file.Length;
            file.Delete();
        }
        return bytes;
    }

    // Younger ones are being written now; the newest file tells the time, for what matters is the age within the folder.
    private static void RemoveAbandoned(List<FileInfo> files)
    {
        var newest = files.Max(file => file.LastWriteTimeUtc);
        var abandoned = files.FindAll(file => file.Extension == TemporaryExtension && newest - file.LastWriteTimeUtc > AbandonedAfter);
        abandoned.ForEach(file => file.Delete());
        files.RemoveAll(abandoned.Contains);
    }
}
