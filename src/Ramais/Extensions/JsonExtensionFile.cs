using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ramais.Extensions;

/// <summary>
/// <c>ramais_config.json</c>: one object with the list <c>ramais</c>. I/O is synchronous on purpose: the file is small and local, and its
/// readers are the reload loop and an API call.
/// </summary>
internal sealed class JsonExtensionFile(string path)
{
    public string Path { get; } = path;

    /// <summary>The last good version before the present one.</summary>
    public string BackupPath { get; } = path + ".bak";

    /// <summary>Where a version that can't be read is put when it is about to be overwritten.</summary>
    public string UnreadablePath { get; } = path + ".invalido";

    /// <exception cref="ExtensionSourceException">The file is missing, unreadable or not of this shape.</exception>
    public static ImmutableArray<ExtensionRow> Read(string path, out byte[] content)
    {
        try
        {
            content = File.ReadAllBytes(path);
            return Parse(content);
        }
        catch (JsonException broken)
        {
            throw new ExtensionSourceException(
                $"{path}: não é um arquivo de ramais válido (linha {broken.LineNumber + 1}): corrija-o ou restaure o {path}.bak.", broken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ExtensionSourceException($"{path}: não foi possível ler ({Cause(fault)}): confira se o arquivo existe e as permissões.", fault);
        }
    }

    /// <summary>Writes the rows atomically and keeps the previous version as <see cref="BackupPath"/>.</summary>
    /// <exception cref="ExtensionSourceException">The folder can't be written.</exception>
    public byte[] Save(ImmutableArray<ExtensionRow> rows)
    {
        var content = Format(rows);
        try
        {
            if (File.Exists(Path))
                KeepPrevious(File.ReadAllBytes(Path));
            AtomicFile.Write(Path, content);
            return content;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ExtensionSourceException($"{Path}: não foi possível gravar ({Cause(fault)}): confira o espaço em disco e as permissões.", fault);
        }
    }

    /// <summary>Whether the file is, byte for byte, what <see cref="Save"/> would write.</summary>
    /// <exception cref="ExtensionSourceException">The file is there and can't be read.</exception>
    public bool Holds(ImmutableArray<ExtensionRow> rows)
    {
        try
        {
            return File.Exists(Path) && File.ReadAllBytes(Path).AsSpan().SequenceEqual(Format(rows));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ExtensionSourceException($"{Path}: não foi possível ler ({Cause(fault)}): confira as permissões.", fault);
        }
    }

    /// <summary>The rows of <paramref name="content"/>.</summary>
    /// <exception cref="JsonException">Not of this shape.</exception>
    public static ImmutableArray<ExtensionRow> Parse(ReadOnlySpan<byte> content)
    {
        var text = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        var rows = JsonSerializer.Deserialize(text, ExtensionFileJson.Default.ExtensionFileContent)?.Rows
            ?? throw new JsonException("A lista \"ramais\" falta.", null, 0, 0);
        return rows.Contains(null!) ? throw new JsonException("A lista \"ramais\" tem uma linha nula.", null, 0, 0) : [.. rows];
    }

    /// <summary>The file's text for <paramref name="rows"/>.</summary>
    public static byte[] Format(ImmutableArray<ExtensionRow> rows) =>
        JsonSerializer.SerializeToUtf8Bytes(new ExtensionFileContent([.. rows.Select(r => r.Trimmed())]), ExtensionFileJson.Default.ExtensionFileContent);

    private void KeepPrevious(byte[] previous) => AtomicFile.Write(IsReadable(previous) ? BackupPath : UnreadablePath, previous);

    private static bool IsReadable(byte[] content)
    {
        try
        {
            Parse(content);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Cause(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "não existe",
        UnauthorizedAccessException => "sem permissão",
        _ => fault.Message,
    };
}

internal sealed record ExtensionFileContent([property: JsonPropertyName("ramais")] List<ExtensionRow>? Rows);

[JsonSourceGenerationOptions(WriteIndented = true, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(ExtensionFileContent))]
[JsonSerializable(typeof(SortedDictionary<int, int>))]
internal sealed partial class ExtensionFileJson : JsonSerializerContext;
