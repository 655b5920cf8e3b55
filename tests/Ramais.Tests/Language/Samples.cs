using System.Runtime.CompilerServices;

namespace Ramais.Tests.Language;

/// <summary>The phrase files of tests/data/language.</summary>
internal static class Samples
{
    public static string PathOf(string file) => Path.Combine(Root(), "tests", "data", "language", file);

    /// <summary>The rows of a tab-separated file without its heading; lines that begin with # are remarks.</summary>
    public static string[][] Rows(string file) =>
        [.. File.ReadLines(PathOf(file)).Skip(1).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'))];

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
