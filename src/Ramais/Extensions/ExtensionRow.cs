using System.Text.Json.Serialization;

namespace Ramais.Extensions;

/// <summary>
/// A row as its source has it, before anybody judged it: text padded with blanks, ports that may not be numbers. Also the shape of one
/// entry of <c>ramais_config.json</c>. The id is 0 when the source gave none that can be read.
/// </summary>
internal sealed record ExtensionRow(
    [property: JsonPropertyName("id"), JsonConverter(typeof(LenientIdConverter))] int Id,
    [property: JsonPropertyName("ramal_ia"), JsonConverter(typeof(RawTextConverter))] string? AiNumber,
    [property: JsonPropertyName("ramal_retorno"), JsonConverter(typeof(RawTextConverter))] string? ReturnNumber,
    [property: JsonPropertyName("ip_servidor"), JsonConverter(typeof(RawTextConverter))] string? Address,
    [property: JsonPropertyName("porta_ia"), JsonConverter(typeof(RawNumberConverter))] string? VisitorPort,
    [property: JsonPropertyName("porta_retorno"), JsonConverter(typeof(RawNumberConverter))] string? ReturnPort,
    [property: JsonPropertyName("condominio_id"), JsonConverter(typeof(RawNumberConverter))] string? CondominiumId)
{
    /// <summary>The same row without the blanks of <c>char(50)</c>; a blank return port is none.</summary>
    public ExtensionRow Trimmed() => this with
    {
        AiNumber = AiNumber?.Trim(),
        ReturnNumber = ReturnNumber?.Trim(),
        Address = Address?.Trim(),
        VisitorPort = VisitorPort?.Trim(),
        ReturnPort = string.IsNullOrWhiteSpace(ReturnPort) ? null : ReturnPort.Trim(),
        CondominiumId = CondominiumId?.Trim(),
    };
}
