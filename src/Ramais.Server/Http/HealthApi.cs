using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Extensions;

namespace Ramais.Server.Http;

/// <summary>GET /healthz: the process answers. GET /readyz: the extensions were loaded.</summary>
internal static class HealthApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new SuccessBody()))
            .Describe("Saúde", "Responde enquanto o processo atende");
        routes.MapGet("/readyz", Ready)
            .Describe("Saúde", "Responde 200 quando os ramais já foram carregados", 503);
    }

    private static Results<Ok<SuccessBody>, JsonHttpResult<ErrorBody>> Ready(Reloader reloader) => reloader.Snapshot is null
        ? ApiErrors.Answer(StatusCodes.Status503ServiceUnavailable, "Nenhum ramal foi carregado ainda: a causa está no registro do servidor.")
        : TypedResults.Ok(new SuccessBody());
}
