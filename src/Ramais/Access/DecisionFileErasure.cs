using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Ramais.Access;

/// <summary>
/// Blanks personal fields in <c>decisoes.jsonl</c>. A line keeps its length, so that whoever follows the file stays where they are and a
/// crash in between costs one line at most. While it works the file is locked, and the sink tries again.
/// </summary>
internal static class DecisionFileErasure
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="path">The file; one that is not there has nothing to erase.</param>
    /// <param name="fields">Names of the fields to blank.</param>
    /// <param name="wanted">By the call's id and the instant of the decision.</param>
    /// <returns>How many lines were changed.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static int Run(string path, IReadOnlyCollection<string> fields, Func<Guid, DateTimeOffset, bool> wanted)
    {
        if (!File.Exists(path))
            return 0;
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        var changed = 0;
        for (var start = 0; start < content.Length;)
        {
            var length = content.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var end ? end : content.Length - start;
            if (Blanked(content.AsSpan(start, length), fields, wanted) is { } line)
            {
                file.Seek(start, SeekOrigin.Begin);
                file.Write(line);
                changed++;
            }
            start += length + 1;
        }
        file.Flush(flushToDisk: true);
        return changed;
    }

    /// <summary>The line as it should be, of the same length; null when it may stay.</summary>
    private static byte[]? Blanked(ReadOnlySpan<byte> line, IReadOnlyCollection<string> fields, Func<Guid, DateTimeOffset, bool> wanted)
    {
        if (Parse(line) is not { } decision || !wanted(decision.Call, decision.At))
            return null;
        var filled = fields.Where(field => decision.Line[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() != "").ToList();
        if (filled.Count == 0)
            return null;
        filled.ForEach(field => decision.Line[field] = "");
        var text = Encoding.UTF8.GetBytes(decision.Line.ToJsonString(Readable));
        var same = new byte[line.Length];
        same.AsSpan().Fill((byte)' ');
        text.AsSpan(..^1).CopyTo(same);
        same[^1] = (byte)'}';
        return same;
    }

    private static (JsonObject Line, Guid Call, DateTimeOffset At)? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject parsed && Guid.TryParse((string?)parsed["call_id"], out var call)
                ? (parsed, call, DateTimeOffset.FromUnixTimeSeconds((long?)parsed["timestamp"] ?? 0))
                : null;
        }
        catch (Exception torn) when (torn is JsonException or InvalidOperationException or FormatException)
        {
            return null; // a line that a crash cut short
        }
    }
}
