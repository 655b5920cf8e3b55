using System.Collections.Immutable;
using System.Text.Json;
using Ramais.Directory;
using Ramais.Directory.Csv;
using Ramais.Extensions;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;

namespace Ramais.Server.Dashboard.Directories;

/// <summary>The directory as the pages see it, and the one writer of its file besides people. What it writes, the file's watch takes up.</summary>
internal sealed class DirectoryBook(RamaisSettings settings, DirectoryStore? store = null)
{
    private readonly Lock _writing = new();

    private string FilePath => settings.DataFile(FirstStart.DirectoryFile);

    /// <summary>By id; without those that only share the apartments for all.</summary>
    public ImmutableArray<CondominiumDirectory> Condominiums =>
        [.. (store?.Snapshot.Condominiums.Values ?? []).OrderBy(c => c.CondominiumId)];

    /// <summary>What the import would do, without doing it.</summary>
    /// <exception cref="DirectoryWriteException">The file can't be read.</exception>
    public ImportCounts Preview(CsvDirectory table, bool replaces) => Merge(table, replaces).Counts;

    /// <summary>Writes the table into the file, whole or not at all.</summary>
    /// <exception cref="DirectoryWriteException">The file can't be read or written.</exception>
    public ImportCounts Import(CsvDirectory table, bool replaces)
    {
        lock (_writing)
        {
            var (json, counts) = Merge(table, replaces);
            try
            {
                AtomicFile.Write(FilePath, System.Text.Encoding.UTF8.GetBytes(json));
                return counts;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new DirectoryWriteException($"{FilePath} não pôde ser gravado ({fault.Message}): confira o espaço e as permissões de DATA_DIR.", fault);
            }
        }
    }

    private (string Json, ImportCounts Counts) Merge(CsvDirectory table, bool replaces)
    {
        try
        {
            return DirectoryImport.Into(File.Exists(FilePath) ? File.ReadAllText(FilePath) : "", table.Apartments, replaces);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DirectoryWriteException($"{FilePath} não pôde ser lido como JSON ({fault.Message}): corrija-o antes de importar.", fault);
        }
    }
}

/// <summary>The directory's file can't be read or written; the message is Portuguese and says the cure.</summary>
internal sealed class DirectoryWriteException(string message, Exception cause) : Exception(message, cause);
