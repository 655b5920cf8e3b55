using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Extensions;
using Ramais.Listeners;
using Ramais.Voice;

namespace Ramais.Server.Http;

/// <summary>GET /api/status: what is open now.</summary>
internal static class StatusApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/status", Get)
        .Describe("Situação", "Os ramais, as portas que estão abertas e as linhas recusadas");

    private static Ok<StatusBody> Get(LiveListeners listeners, Reloader reloader, PbxGuard guard, PromptPreparation preparation)
    {
        var statuses = listeners.Statuses();
        var snapshot = reloader.Snapshot;
        return TypedResults.Ok(new StatusBody(
            statuses.Length,
            statuses.Select(ExtensionStatusBody.Of),
            (snapshot?.Rejected ?? []).Select(RejectedBody.Of),
            snapshot?.Source,
            snapshot?.LoadedAt,
            reloader.Fault,
            guard.Refused,
            listeners.AcceptErrors,
            listeners.Reopenings,
            PromptsBody.Of(preparation.Progress)));
    }
}

/// <param name="TotalExtensions">How many are listed.</param>
/// <param name="Extensions">Configured ones by id, then those that drain.</param>
/// <param name="Rejected">Rows that are not served.</param>
/// <param name="Source"><c>database</c> or <c>file</c>; null until a load succeeded.</param>
/// <param name="LoadedAt">The instant of the last successful load.</param>
/// <param name="SourceError">Why the last load failed; null when it succeeded.</param>
/// <param name="RefusedConnections">Connections from outside PBX_ALLOW since the start.</param>
/// <param name="AcceptErrors">Accepts that failed since the start.</param>
/// <param name="Reopenings">Listeners that ended unasked since the start.</param>
/// <param name="Prompts">How many of the sentences that are known beforehand are ready.</param>
internal sealed record StatusBody(
    int TotalExtensions, IEnumerable<ExtensionStatusBody> Extensions, IEnumerable<RejectedBody> Rejected, string? Source,
    DateTimeOffset? LoadedAt, string? SourceError, long RefusedConnections, long AcceptErrors, long Reopenings, PromptsBody Prompts) : SuccessBody;

/// <summary>One extension: ports as configured, ports that are open (null: none), and live connections.</summary>
internal sealed record ExtensionStatusBody(
    int Id,
    [property: JsonPropertyName("ramal_ia")] string AiNumber,
    [property: JsonPropertyName("ramal_retorno")] string ReturnNumber,
    [property: JsonPropertyName("ip")] string Address,
    [property: JsonPropertyName("porta_ia")] int VisitorPort,
    [property: JsonPropertyName("porta_retorno")] int? ReturnPort,
    [property: JsonPropertyName("condominio_id")] int CondominiumId,
    string Status,
    [property: JsonPropertyName("porta_ia_ativa")] int? ActiveVisitorPort,
    [property: JsonPropertyName("porta_retorno_ativa")] int? ActiveReturnPort,
    [property: JsonPropertyName("conexoes")] int Connections,
    [property: JsonPropertyName("motivo")] string? Cause)
{
    public static ExtensionStatusBody Of(ExtensionStatus status)
    {
        var extension = status.Extension;
        return new ExtensionStatusBody(
            extension.Id, extension.AiNumber, extension.ReturnNumber, extension.Address, extension.VisitorPort, extension.ReturnPort,
            extension.CondominiumId, ExtensionWords.Of(status.State), status.VisitorPort, status.ReturnPort, status.Connections, status.Cause);
    }
}

/// <summary>The sentences that are known beforehand: spoken and kept, wanted, left to the recordings; and the usual voice (null: recordings alone).</summary>
internal sealed record PromptsBody(int Ready, int Total, int Failed, string? Voice)
{
    public static PromptsBody Of(PromptProgress progress) => new(progress.Ready, progress.Total, progress.Failed, progress.Voice);
}

/// <summary>A row that is not served.</summary>
internal sealed record RejectedBody(int Id, IEnumerable<string> Reasons)
{
    public static RejectedBody Of(RejectedRow row) => new(row.Id, row.Reasons);
}
