using System.Text.Json;
using Ramais.Conversation;
using Ramais.Server.Providers;

namespace Ramais.Server.Ai;

/// <summary>Reads the slots of a turn out of a provider's JSON; for <see cref="StrictJson.Read"/>.</summary>
internal static class SlotsJson
{
    /// <summary>The four slots of the contract, unchecked against the words.</summary>
    public static VisitorSlots Read(JsonElement dados) => new(
        Intent(StrictJson.Text(dados, "intent_type")),
        StrictJson.Text(dados, "interlocutor_name"),
        StrictJson.Text(dados, "apartment_number"),
        ResidentName: "",
        ResidentSpoken: StrictJson.Text(dados, "resident_name"));

    private static VisitIntent Intent(string intent) => intent switch
    {
        "entrega" => VisitIntent.Delivery,
        "visita" => VisitIntent.Visit,
        "servico" => VisitIntent.Service,
        "desconhecido" => VisitIntent.Unknown,
        _ => throw new FormatException(),
    };
}
