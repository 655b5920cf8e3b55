using System.Text;

namespace Ramais.Access;

/// <summary>
/// The access system of an installation that has no other: one JSON line a decision in <c>DATA_DIR/decisoes.jsonl</c>, flushed to the disk.
/// An installer can follow the file.
/// </summary>
internal sealed class FileDecisionSink(string dataFolder) : IDecisionSink, IDisposable
{
    public const string SinkName = "arquivo";

    private readonly SemaphoreSlim _oneWriter = new(1);
    private readonly string _path = Path.Combine(dataFolder, "decisoes.jsonl");

    public string Name => SinkName;

    public async Task DeliverAsync(AccessDecision decision, bool repeated, CancellationToken cancellation)
    {
        await _oneWriter.WaitAsync(cancellation);
        try
        {
            if (!repeated || !await HasAsync(decision.CallId, cancellation))
                await AppendAsync(decision, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DecisionSinkException($"{_path} não pôde ser gravado ({failure.Message}); confira o disco e o dono da pasta DATA_DIR", failure);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    public void Dispose() => _oneWriter.Dispose();

    private async Task<bool> HasAsync(Guid callId, CancellationToken cancellation)
    {
        if (!File.Exists(_path))
            return false;
        var start = $"{{\"call_id\":\"{callId}\",";
        await foreach (var line in File.ReadLinesAsync(_path, cancellation))
        {
            if (line.StartsWith(start, StringComparison.Ordinal) && line.EndsWith('}'))
                return true;
        }
        return false;
    }

    private async Task AppendAsync(AccessDecision decision, CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(dataFolder);
        await using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        var line = Encoding.UTF8.GetString(AccessMessage.Serialize(decision).Span) + '\n';
        await file.WriteAsync(Encoding.UTF8.GetBytes(IsTorn(file) ? '\n' + line : line), cancellation);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Goes to the end, and says whether a line that a crash cut short stands there.</summary>
    private static bool IsTorn(FileStream file)
    {
        if (file.Seek(0, SeekOrigin.End) == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
