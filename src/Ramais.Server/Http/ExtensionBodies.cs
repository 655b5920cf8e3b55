using System.Text.Json.Serialization;
using Ramais.Extensions;

namespace Ramais.Server.Http;

internal sealed record ExtensionListBody(int Total, IEnumerable<ExtensionRow> Extensions) : SuccessBody;

/// <summary>A row to add, or to put in the place of another. Ports may be numbers or text, as in the table.</summary>
internal sealed record ExtensionRequest(
    int? Id,
    [property: JsonPropertyName("ramal_ia"), JsonConverter(typeof(RawTextConverter))] string? AiNumber,
    [property: JsonPropertyName("ramal_retorno"), JsonConverter(typeof(RawTextConverter))] string? ReturnNumber,
    [property: JsonPropertyName("ip_servidor"), JsonConverter(typeof(RawTextConverter))] string? Address,
    [property: JsonPropertyName("porta_ia"), JsonConverter(typeof(RawNumberConverter))] string? VisitorPort,
    [property: JsonPropertyName("porta_retorno"), JsonConverter(typeof(RawNumberConverter))] string? ReturnPort,
    [property: JsonPropertyName("condominio_id"), JsonConverter(typeof(RawNumberConverter))] string? CondominiumId);

/// <summary>A row as written.</summary>
internal sealed record ExtensionBody(
    int Id,
    [property: JsonPropertyName("ramal_ia")] string? AiNumber,
    [property: JsonPropertyName("ramal_retorno")] string? ReturnNumber,
    [property: JsonPropertyName("ip_servidor")] string? Address,
    [property: JsonPropertyName("porta_ia"), JsonConverter(typeof(RawNumberConverter))] string? VisitorPort,
    [property: JsonPropertyName("porta_retorno"), JsonConverter(typeof(RawNumberConverter))] string? ReturnPort,
    [property: JsonPropertyName("condominio_id"), JsonConverter(typeof(RawNumberConverter))] string? CondominiumId) : SuccessBody
{
    public static ExtensionBody Of(ExtensionRow row) =>
        new(row.Id, row.AiNumber, row.ReturnNumber, row.Address, row.VisitorPort, row.ReturnPort, row.CondominiumId);
}
