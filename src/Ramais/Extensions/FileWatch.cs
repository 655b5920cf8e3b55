namespace Ramais.Extensions;

/// <summary>
/// Notices that a file has changed on disk, by looking at its date and length each second: this also works on network and container
/// mounts, where notifications of the system do not arrive.
/// </summary>
internal sealed class FileWatch(string path, TimeProvider time) : IChangeFeed
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Calls <paramref name="changed"/> when the file differs from before and has stayed the same for one look.</summary>
    public async Task RunAsync(Action changed, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var (reported, last) = (Look(), Look());
        while (await timer.WaitForNextTickAsync(stopping))
        {
            var now = Look();
            if (now == last && now != reported)
            {
                reported = now;
                changed();
            }
            last = now;
        }
    }

    private (DateTime Written, long Length) Look()
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
