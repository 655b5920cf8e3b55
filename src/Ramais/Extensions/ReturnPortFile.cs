using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Ramais.Extensions;

/// <summary>Remembers given return ports across restarts, in <c>portas_retorno.json</c>: an object from extension id to port.</summary>
internal sealed partial class ReturnPortFile(string path, ILogger<ReturnPortFile> logger)
{
    private ImmutableSortedDictionary<int, int>? _known;

    /// <summary>What was remembered; empty when there is no file, or none that can be read.</summary>
    public ImmutableSortedDictionary<int, int> Load()
    {
        if (_known is not null)
            return _known;
        _known = ImmutableSortedDictionary<int, int>.Empty;
        try
        {
            if (File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllBytes(path), ExtensionFileJson.Default.SortedDictionaryInt32Int32) is { } read)
                _known = read.ToImmutableSortedDictionary();
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(fault, path);
        }
        return _known;
    }

    /// <summary>Writes <paramref name="ports"/> where they differ from what is remembered. A disk that can't be written costs only the memory.</summary>
    public void Save(ImmutableSortedDictionary<int, int> ports)
    {
        if (Load().SequenceEqual(ports))
            return;
        _known = ports;
        try
        {
            var content = new SortedDictionary<int, int>(ports.ToDictionary());
            AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(content, ExtensionFileJson.Default.SortedDictionaryInt32Int32));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogUnwritable(fault, path);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} não pôde ser lido; as portas de retorno automáticas serão escolhidas de novo.")]
    private partial void LogUnreadable(Exception fault, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} não pôde ser gravado; as portas de retorno automáticas podem mudar no próximo início.")]
    private partial void LogUnwritable(Exception fault, string path);
}
