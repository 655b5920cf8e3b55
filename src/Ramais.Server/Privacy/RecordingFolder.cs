using System.Globalization;
using Ramais.History;

namespace Ramais.Server.Privacy;

/// <summary>The recordings, <c>DATA_DIR/gravacoes/yyyy-MM-dd/CALL-ID.wav</c>; the folder is the local day on which the call began.</summary>
internal sealed class RecordingFolder(string root) : IPersonalData
{
    public const string FolderName = "gravacoes";

    public string Name => "gravações";

    public Task<int> PurgeAsync(RetentionLimits limits, CancellationToken stopping) => Task.FromResult(Guard(() =>
    {
        var count = 0;
        foreach (var (folder, _) in Days().Where(day => day.Day < limits.Recordings))
        {
            count += folder.GetFiles().Length;
            folder.Delete(recursive: true);
        }
        return count;
    }));

    public Task<IReadOnlyCollection<Guid>> FindAsync(Home home, CancellationToken stopping) => Task.FromResult<IReadOnlyCollection<Guid>>([]);

    public Task<Erased> EraseAsync(IReadOnlyCollection<Guid> calls, CancellationToken stopping) => Task.FromResult(new Erased(Guard(() =>
    {
        var wanted = calls.Select(call => call.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var files = Days().SelectMany(day => day.Folder.GetFiles()).Where(file => wanted.Contains(file.Name.Split('.')[0])).ToList();
        files.ForEach(file => file.Delete());
        return files.Count;
    })));

    /// <summary>Folders of other names are none of ours, and are left alone.</summary>
    private List<(DirectoryInfo Folder, DateOnly Day)> Days() => !System.IO.Directory.Exists(root)
        ? []
        : [.. new DirectoryInfo(root).GetDirectories()
            .Select(folder => (folder, Day: DateOnly.TryParseExact(folder.Name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null))
            .Where(found => found.Day is not null && found.folder.LinkTarget is null)
            .Select(found => (found.folder, found.Day!.Value))];

    private int Guard(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{root} não pôde ser alterada ({failure.Message.TrimEnd('.')}); confira o dono e as permissões da pasta.", failure);
        }
    }
}
