using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Ramais.Access;

/// <summary>
/// The embedded access system: one JSON line a decision in <c>DATA_DIR/decisoes.jsonl</c>, flushed to the disk before it counts. An installer
/// can follow the file; other sinks deliver from the same contract.
/// </summary>
internal sealed class FileDecisionOutbox(string dataFolder) : IDecisionOutbox, IDisposable
{
    private readonly SemaphoreSlim _oneWriter = new(1);
    private readonly string _path = Path.Combine(dataFolder, "decisoes.jsonl");

    public async Task KeepAsync(AccessDecision decision, CancellationToken cancellation)
    {
        var line = Serialize(decision);
        await _oneWriter.WaitAsync(cancellation);
        try
        {
            await AppendAsync(line, cancellation);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new IOException($"A decisão não pôde ser gravada em {_path}: sem permissão de escrita; ajuste o dono da pasta DATA_DIR.", failure);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    public void Dispose() => _oneWriter.Dispose();

    private async Task AppendAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(dataFolder);
        await using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await file.WriteAsync(line, cancellation);
        file.Flush(flushToDisk: true);
    }

    private static ReadOnlyMemory<byte> Serialize(AccessDecision decision)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }))
            JsonSerializer.Serialize(writer, DecisionLine.From(decision), DecisionJson.Default.DecisionLine);
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}

/// <summary>The decision as the access system reads it (contract section 6).</summary>
internal sealed record DecisionLine(
    string CallId, string Action, string Apartment, string Resident, string Visitor, string IntentType, string AuthorizationResult, long Timestamp)
{
    public static DecisionLine From(AccessDecision decision) => new(
        decision.CallId.ToString(),
        decision.Authorized ? "authorize" : "deny",
        decision.Apartment,
        decision.Resident,
        decision.Visitor,
        decision.IntentType,
        decision.Authorized ? "authorized" : "denied",
        decision.At.ToUnixTimeSeconds());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DecisionLine))]
internal sealed partial class DecisionJson : JsonSerializerContext;
