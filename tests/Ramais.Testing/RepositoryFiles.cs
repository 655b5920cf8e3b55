namespace Ramais.Testing;

/// <summary>Finds files of the checkout, from wherever the tests were built to.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder of Ramais.slnx.</summary>
    public static string Root { get; } = Ancestors(AppContext.BaseDirectory).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "Ramais.slnx")))
        ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Ramais.slnx; build the tests inside the checkout.");

    public static string Data(params ReadOnlySpan<string> path) => Path.Combine([Root, "tests", "data", .. path]);

    /// <summary>A file of the folder "shared" beside the checkout, or beside a folder that the checkout lies in; null when there is none.</summary>
    public static string? FindShared(params ReadOnlySpan<string> path)
    {
        var relative = Path.Combine(["shared", .. path]);
        return Ancestors(Path.GetDirectoryName(Root)!).Select(folder => Path.Combine(folder, relative)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            yield return current.FullName;
    }
}
