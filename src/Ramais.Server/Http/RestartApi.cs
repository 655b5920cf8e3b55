using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Extensions;
using Ramais.Listeners;

namespace Ramais.Server.Http;

/// <summary>POST /api/restart: rebinds the listeners of one extension; calls in progress stay.</summary>
internal static class RestartApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/restart", PostAsync)
        .Describe("Situação", "Reabre as portas de um ramal; as chamadas em curso continuam", 400, 404, 413, 415, 503);

    private static async Task<Results<Ok<RestartBody>, JsonHttpResult<ErrorBody>>> PostAsync(
        RestartRequest request, Reloader reloader, LiveListeners listeners, CancellationToken cancellation)
    {
        if (request.ExtensionId is null == string.IsNullOrWhiteSpace(request.Ramal))
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, "Diga qual ramal reiniciar: envie extension_id ou ramal, um dos dois.");
        if (Find(request, reloader.Snapshot) is not { } extension || !await reloader.RestartAsync(extension.Id, cancellation))
            return ApiErrors.Answer(StatusCodes.Status404NotFound, "Nenhum ramal em serviço é esse: veja os que existem em GET /api/status.");
        var status = listeners.Statuses().First(s => s.Extension.Id == extension.Id);
        return TypedResults.Ok(new RestartBody(ExtensionStatusBody.Of(status)));
    }

    private static Extension? Find(RestartRequest request, ExtensionSnapshot? snapshot)
    {
        var number = request.Ramal?.Trim();
        return snapshot?.Extensions.FirstOrDefault(
            e => request.ExtensionId is { } id ? e.Id == id : e.AiNumber == number || e.ReturnNumber == number);
    }
}

internal sealed record RestartRequest(int? ExtensionId, [property: JsonConverter(typeof(RawTextConverter))] string? Ramal);

internal sealed record RestartBody(ExtensionStatusBody Extension) : SuccessBody;
