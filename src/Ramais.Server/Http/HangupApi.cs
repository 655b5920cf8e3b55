using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Calls;

namespace Ramais.Server.Http;

/// <summary>POST /api/hangup: asks one leg of a live call to hang up.</summary>
internal static class HangupApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/hangup", Post)
        .Describe("Chamadas", "Desliga uma das partes de uma chamada em curso", 400, 404, 413, 415);

    private static Results<Ok<HangupBody>, JsonHttpResult<ErrorBody>> Post(HangupRequest request, ICallBoard calls)
    {
        if (!Guid.TryParse(request.CallId, out var id))
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, "Diga qual chamada desligar: envie em call_id o UUID dela.");
        if (LegWord.Parse(request.Role) is not { } role)
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, "O campo role não é uma das partes: envie visitor ou resident.");
        return calls.HangUp(id, role)
            ? TypedResults.Ok(new HangupBody(id, LegWord.Of(role)))
            : ApiErrors.Answer(StatusCodes.Status404NotFound, "Essa chamada não tem essa parte na linha: veja as chamadas em GET /api/calls.");
    }
}

internal sealed record HangupRequest(string? CallId, string? Role);

internal sealed record HangupBody(Guid CallId, string Role) : SuccessBody;
