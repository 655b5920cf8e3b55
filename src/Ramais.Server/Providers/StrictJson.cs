using System.Text.Json;

namespace Ramais.Server.Providers;

/// <summary>Reads a provider's JSON. A field that is missing, said twice or of another type fails the answer; further fields are let be.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a document.</summary>
    /// <exception cref="ProviderFailedException">It is no JSON, or not what <paramref name="read"/> expects.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return read(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            // InvalidOperationException: another kind of value, or half a surrogate pair. The text of none of them may be passed on.
            throw new ProviderFailedException(ProviderFailure.Shape);
        }
    }

    /// <summary>A field that must be a string; null is none.</summary>
    public static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException();

    /// <summary>A field that may be absent, and is otherwise a string.</summary>
    public static string? OptionalText(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.GetString() : null;
}
