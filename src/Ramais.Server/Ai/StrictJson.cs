using System.Text.Json;
using Ramais.Conversation;

namespace Ramais.Server.Ai;

/// <summary>Reads a provider's JSON. A field that is missing, said twice or of another type fails the turn; further fields are let be.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a document.</summary>
    /// <exception cref="AiFailedException">It is no JSON, or not what <paramref name="read"/> expects.</exception>
    public static Understanding Read(ReadOnlyMemory<byte> json, Func<JsonElement, Understanding> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return read(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // InvalidOperationException: another kind of value, or half a surrogate pair. The text of none of them may be passed on.
            throw new AiFailedException(AiFailure.Shape);
        }
    }

    /// <summary>The four slots of the contract, unchecked against the words.</summary>
    public static VisitorSlots Slots(JsonElement dados) => new(
        Intent(Text(dados, "intent_type")),
        Text(dados, "interlocutor_name"),
        Text(dados, "apartment_number"),
        ResidentName: "",
        ResidentSpoken: Text(dados, "resident_name"));

    /// <summary>A field that must be a string; null is none.</summary>
    public static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException();

    private static VisitIntent Intent(string intent) => intent switch
    {
        "entrega" => VisitIntent.Delivery,
        "visita" => VisitIntent.Visit,
        "servico" => VisitIntent.Service,
        "desconhecido" => VisitIntent.Unknown,
        _ => throw new FormatException(),
    };
}
