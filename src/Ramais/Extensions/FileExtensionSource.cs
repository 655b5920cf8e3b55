using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Ramais.Extensions;

/// <summary>
/// Rows in <c>ramais_config.json</c>. Without a database it is the embedded store, edited by hand or through the API; with one it is the copy
/// for a start without it.
/// </summary>
internal sealed partial class FileExtensionSource(JsonExtensionFile file, ILogger<FileExtensionSource> logger) : IExtensionSource
{
    private readonly Lock _access = new(); // the API reads while the reload loop writes; nothing is awaited inside
    private byte[]? _known;

    public string Name => "file";

    /// <summary>Whether there is anything to load.</summary>
    public bool Exists => File.Exists(file.Path) || File.Exists(file.BackupPath);

    public ValueTask<ImmutableArray<ExtensionRow>> LoadAsync(CancellationToken cancellation)
    {
        lock (_access)
            return ValueTask.FromResult(Load());
    }

    public ValueTask<ExtensionRow> AddAsync(ExtensionRow row, CancellationToken cancellation)
    {
        lock (_access)
        {
            var rows = Load();
            var stored = row.Id > 0 ? row : row with { Id = rows.Select(r => r.Id).DefaultIfEmpty().Max() + 1 };
            _known = file.Save(rows.Add(stored));
            return ValueTask.FromResult(stored);
        }
    }

    public ValueTask<bool> ChangeAsync(ExtensionRow row, CancellationToken cancellation) =>
        ValueTask.FromResult(EditRow(row.Id, (rows, index) => rows.SetItem(index, row)));

    public ValueTask<bool> RemoveAsync(int id, CancellationToken cancellation) =>
        ValueTask.FromResult(EditRow(id, (rows, index) => rows.RemoveAt(index)));

    /// <summary>Replaces all rows, the previous file becoming the backup; a file that has them already is left alone.</summary>
    /// <exception cref="ExtensionSourceException">The file can't be written.</exception>
    public void Keep(ImmutableArray<ExtensionRow> rows)
    {
        lock (_access)
        {
            if (!file.Holds(rows))
                _known = file.Save(rows);
        }
    }

    private bool EditRow(int id, Func<ImmutableArray<ExtensionRow>, int, ImmutableArray<ExtensionRow>> edit)
    {
        lock (_access)
        {
            var rows = Load();
            var index = IndexOf(rows, id);
            if (index >= 0)
                _known = file.Save(edit(rows, index));
            return index >= 0;
        }
    }

    private static int IndexOf(ImmutableArray<ExtensionRow> rows, int id)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Id == id)
                return i;
        }
        return -1;
    }

    private ImmutableArray<ExtensionRow> Load()
    {
        try
        {
            var rows = JsonExtensionFile.Read(file.Path, out var content);
            KeepGoodCopy(content);
            return rows;
        }
        // Once a version was loaded, a broken edit must change nothing: falling back then would undo what was done since the backup.
        catch (ExtensionSourceException fault) when (_known is null && File.Exists(file.BackupPath))
        {
            LogFallback(fault.Message, file.BackupPath);
            return JsonExtensionFile.Read(file.BackupPath, out _);
        }
    }

    /// <summary>A version edited by hand was never saved by us: its first good load is the chance to have a copy of it.</summary>
    private void KeepGoodCopy(byte[] content)
    {
        var known = _known;
        if (known is not null && known.AsSpan().SequenceEqual(content))
            return;
        _known = content;
        if (known is null && File.Exists(file.BackupPath))
            return;
        try
        {
            AtomicFile.Write(file.BackupPath, content);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogNoCopy(fault, file.BackupPath);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Fault} Usando a cópia anterior, {Backup}.")]
    private partial void LogFallback(string fault, string backup);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A cópia de segurança {Backup} não pôde ser gravada: confira o espaço em disco e as permissões.")]
    private partial void LogNoCopy(Exception fault, string backup);
}
