using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Recording;

namespace Ramais.Server.Http;

/// <summary>GET /api/calls/{id}/recording: the sound of a call.</summary>
internal static class RecordingApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/calls/{id}/recording", Read)
        .Describe("Chamadas", "A gravação da chamada em WAV estéreo, visitante à esquerda e morador à direita; aceita pedidos de faixa (Range)", 400, 404)
        .Produces<byte[]>(StatusCodes.Status200OK, "audio/wav");

    /// <summary>The path is made of a parsed UUID alone: nothing that came from outside is part of it.</summary>
    private static Results<PhysicalFileHttpResult, JsonHttpResult<ErrorBody>> Read(string id, RecordingFolder recordings)
    {
        if (!Guid.TryParse(id, out var call))
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, "O id de uma chamada é um UUID, como 0f8fad5b-d9cb-469f-a165-70867728950e.");
        return recordings.Find(call) is { } path
            ? TypedResults.PhysicalFile(path, "audio/wav", enableRangeProcessing: true, lastModified: File.GetLastWriteTimeUtc(path))
            : ApiErrors.Answer(
                StatusCodes.Status404NotFound,
                "Não há gravação dessa chamada: ela fica pronta quando a chamada termina, e só existe para ramais com RECORDING ligado e enquanto não é apagada.");
    }
}
