using System.Globalization;

namespace Ramais.Recording;

/// <summary>
/// Where recordings are: <c>gravacoes/2026-11-29/0f8fad5b-….wav</c>, by the day on which the call began and the call's UUID. A UUID that comes
/// again the same day gets a number: what was recorded is never written over.
/// </summary>
internal sealed class RecordingFolder(string dataDir)
{
    public const string Name = "gravacoes";

    private const string Extension = ".wav";
    private const int MostOfOneCall = 100;

    /// <summary>The folder of the days; absolute. It need not exist.</summary>
    public string Root { get; } = Path.GetFullPath(Path.Combine(dataDir, Name));

    /// <summary>Opens the file of a call that begins.</summary>
    /// <exception cref="IOException">It can't be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created.</exception>
    public RecordingFile Create(Guid call, DateTimeOffset startedAt)
    {
        var day = Path.Combine(Root, startedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        System.IO.Directory.CreateDirectory(day);
        return new(Candidates(day, call).First(path => !File.Exists(path) && !File.Exists(path + RecordingFile.Suffix)));
    }

    /// <summary>The last whole recording of a call; null when there is none.</summary>
    public string? Find(Guid call) => System.IO.Directory.Exists(Root)
        ? System.IO.Directory.EnumerateDirectories(Root).OrderDescending(StringComparer.Ordinal)
            .Select(day => Candidates(day, call).TakeWhile(File.Exists).LastOrDefault())
            .FirstOrDefault(path => path is not null)
        : null;

    /// <summary>Files that a process left that died while writing them.</summary>
    public IReadOnlyList<string> Left() => System.IO.Directory.Exists(Root)
        ? System.IO.Directory.GetFiles(Root, "*" + Extension + RecordingFile.Suffix, SearchOption.AllDirectories)
        : [];

    private static IEnumerable<string> Candidates(string day, Guid call) => Enumerable.Range(1, MostOfOneCall)
        .Select(number => Path.Combine(day, number == 1 ? $"{call}{Extension}" : $"{call}-{number}{Extension}"));
}
