using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Ramais.Access;

/// <summary>The decision as every access system reads it: the fields of the contract, in its order.</summary>
internal sealed record AccessMessage(
    string CallId, string Action, string Apartment, string Resident, string Visitor, string IntentType, string AuthorizationResult, long Timestamp)
{
    /// <summary>One line of JSON, UTF-8, letters as they are.</summary>
    public static ReadOnlyMemory<byte> Serialize(AccessDecision decision)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }))
            JsonSerializer.Serialize(writer, From(decision), DecisionJson.Default.AccessMessage);
        return buffer.WrittenMemory;
    }

    private static AccessMessage From(AccessDecision decision) => new(
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
[JsonSerializable(typeof(AccessMessage))]
internal sealed partial class DecisionJson : JsonSerializerContext;
