using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Ramais.Calls;

namespace Ramais.Server.History;

/// <summary>
/// A call's transcript and timeline as JSON. What a timeline's event repeats of what was said or pressed is kept with the transcript, so that
/// erasing that leaves a timeline of instants.
/// </summary>
/// <param name="Lines">What was said.</param>
/// <param name="Details">By the event's place in the timeline, what it says of the speech.</param>
/// <param name="Events">The rest of the timeline.</param>
internal sealed record CallDocuments(string Lines, string Details, string Events)
{
    private static readonly HistoryJson Json = new(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter<LegRole>(JsonNamingPolicy.SnakeCaseLower) },
    });

    public static CallDocuments Of(CallView call)
    {
        var details = new Dictionary<int, string>();
        var events = new List<TimelineEntry>(call.Timeline.Length);
        foreach (var (index, entry) in call.Timeline.Index())
        {
            var personal = entry is { Event: "transcript" or "key", Detail: not null };
            if (personal)
                details[index] = Clean(entry.Detail!);
            events.Add(personal ? entry with { Detail = null } : entry);
        }
        return new(
            JsonSerializer.Serialize([.. call.Transcript.Select(line => line with { Text = Clean(line.Text) })], Json.ImmutableArraySpokenLine),
            JsonSerializer.Serialize(details, Json.DictionaryInt32String),
            JsonSerializer.Serialize([.. events], Json.ImmutableArrayTimelineEntry));
    }

    public static ImmutableArray<SpokenLine> ReadLines(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Json.ImmutableArraySpokenLine);

    public static ImmutableArray<TimelineEntry> ReadEvents(string? json, string? details)
    {
        if (json is null)
            return [];
        var personal = details is null ? [] : JsonSerializer.Deserialize(details, Json.DictionaryInt32String)!;
        return [.. JsonSerializer.Deserialize(json, Json.ImmutableArrayTimelineEntry).Select((entry, index) => personal.TryGetValue(index, out var detail) ? entry with { Detail = detail } : entry)];
    }

    /// <summary>PostgreSQL keeps no NUL, and half a surrogate pair is no text; a recogniser's answer may have either.</summary>
    public static string Clean(string text)
    {
        var clean = text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
        return clean.Any(char.IsSurrogate) ? System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(clean)) : clean;
    }
}

[JsonSerializable(typeof(ImmutableArray<SpokenLine>))]
[JsonSerializable(typeof(ImmutableArray<TimelineEntry>))]
[JsonSerializable(typeof(Dictionary<int, string>))]
internal sealed partial class HistoryJson : JsonSerializerContext;
