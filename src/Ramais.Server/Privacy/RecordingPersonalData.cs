using System.Globalization;
using Ramais.History;

namespace Ramais.Server.Privacy;

/// <summary>The recordings, as <see cref="Ramais.Recording.RecordingFolder"/> lays them out; the folder is the local day on which the call began.</summary>
/// <param name="root">The folder of the days.</param>
internal sealed class RecordingPersonalData(string root) : IPersonalData
{
    /// <summary>Of a UUID as text; <c>-N.wav</c> follows where it was used again.</summary>
    private const int IdLength = 36;

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
        var files = Days().SelectMany(day => day.Folder.GetFiles("*.wav")).Where(file => wanted.Contains(file.Name[..Math.Min(IdLength, file.Name.Length)])).ToList();
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
