namespace Ramais.Server.Access;

/// <summary>
/// The name of an installation among those that share an outbox, in <c>DATA_DIR/instalacao.id</c>: a machine's name would change with each
/// container.
/// </summary>
internal static class Installation
{
    public const string FileName = "instalacao.id";

    /// <summary>Reads it, or makes it.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static string Id(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        try
        {
            if (File.Exists(path) && Guid.TryParse(File.ReadAllText(path), out var known))
                return known.ToString();
            System.IO.Directory.CreateDirectory(dataFolder);
            var made = Guid.NewGuid().ToString();
            File.WriteAllText(path, made + '\n');
            return made;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} não pôde ser gravado ({failure.Message.TrimEnd('.')}); confira o dono e as permissões da pasta DATA_DIR", failure);
        }
    }
}
