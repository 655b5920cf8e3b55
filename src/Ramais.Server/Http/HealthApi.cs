using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Extensions;

namespace Ramais.Server.Http;

/// <summary>GET /healthz: the process answers. GET /readyz: the extensions were loaded.</summary>
internal static class HealthApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new SuccessBody()));
        routes.MapGet("/readyz", Ready);
    }

    private static Results<Ok<SuccessBody>, JsonHttpResult<ErrorBody>> Ready(Reloader reloader) => reloader.Snapshot is null
        ? ApiErrors.Answer(StatusCodes.Status503ServiceUnavailable, "Nenhum ramal foi carregado ainda: a causa está no registro do servidor.")
        : TypedResults.Ok(new SuccessBody());
}
