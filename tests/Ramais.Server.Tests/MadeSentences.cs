using Ramais.Server.Tests;
using Ramais.Testing;

[assembly: AssemblyFixture(typeof(MadeSentences))]

namespace Ramais.Server.Tests;

/// <summary>
/// Sentences that a server of this run has already had made. The next one finds them in its data folder, as after a restart: making them
/// anew for each is what busies the machine most. Tests that are about the making don't use it.
/// </summary>
public sealed class MadeSentences : IDisposable
{
    private static readonly TemporaryFolder Kept = new();

    public void Dispose() => Kept.Dispose();

    internal static void GiveTo(string dataFolder) => Copy(Kept.Path, Prompts(dataFolder));

    internal static void TakeFrom(string dataFolder)
    {
        if (System.IO.Directory.Exists(Prompts(dataFolder)))
            Copy(Prompts(dataFolder), Kept.Path);
    }

    private static string Prompts(string dataFolder) => Path.Combine(dataFolder, "prompts");

    // A server, too, writes beside the file and moves: whatever has its name is whole.
    private static void Copy(string from, string to)
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(from, "*.wav", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            if (File.Exists(target))
                continue;
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var temporary = $"{target}.{Guid.NewGuid():N}";
            File.Copy(file, temporary);
            File.Move(temporary, target, overwrite: true);
        }
    }
}
