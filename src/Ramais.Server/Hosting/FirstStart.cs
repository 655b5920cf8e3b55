using System.Collections.Immutable;
using Ramais.Extensions;
using Ramais.Server.Settings;

namespace Ramais.Server.Hosting;

/// <summary>Gives a new installation something to answer with: two fictional condominiums, reachable from this machine only.</summary>
internal static class FirstStart
{
    public const string ExtensionsFile = "ramais_config.json";
    public const string DirectoryFile = "diretorio.json";

    private static readonly ImmutableArray<ExtensionRow> Samples = [
        new(10, "2018519", "2018520", "127.0.0.1", "8101", "8201", "15"),
        new(11, "2018521", "2018522", "127.0.0.1", "8102", "8202", "16"),
    ];

    /// <summary>
    /// Creates what is missing in the data folder. With a database nothing is made up: sample rows would pass for a copy of it, and the sample
    /// residents for those of its condominiums.
    /// </summary>
    /// <returns>The files that were created.</returns>
    /// <exception cref="ServerStartException">The folder can't be written.</exception>
    public static ImmutableArray<string> CreateMissing(RamaisSettings settings)
    {
        try
        {
            System.IO.Directory.CreateDirectory(settings.DataDir);
            return [.. Missing(settings).Select(Create)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException($"DATA_DIR=\"{settings.DataDir}\": não foi possível gravar na pasta; confira se existe, as permissões e o espaço.", fault);
        }
    }

    private static IEnumerable<(string Path, byte[] Content)> Missing(RamaisSettings settings)
    {
        if (settings.Database is not null)
            yield break;
        var extensions = settings.DataFile(ExtensionsFile);
        if (!File.Exists(extensions) && !File.Exists(extensions + ".bak"))
            yield return (extensions, JsonExtensionFile.Format(Samples));
        var directory = settings.DataFile(DirectoryFile);
        if (!File.Exists(directory))
            yield return (directory, SampleDirectory());
    }

    private static string Create((string Path, byte[] Content) file)
    {
        AtomicFile.Write(file.Path, file.Content);
        return file.Path;
    }

    private static byte[] SampleDirectory()
    {
        using var resource = typeof(FirstStart).Assembly.GetManifestResourceStream(DirectoryFile)!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }
}
