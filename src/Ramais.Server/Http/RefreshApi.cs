using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Extensions;

namespace Ramais.Server.Http;

/// <summary>POST /api/refresh: reloads, and answers with the report of that reload.</summary>
internal static class RefreshApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/refresh", PostAsync)
        .Describe("Situação", "Lê os ramais de novo na origem e responde com o que mudou", 503);

    private static async Task<Results<Ok<RefreshBody>, JsonHttpResult<ErrorBody>>> PostAsync(Reloader reloader, CancellationToken cancellation)
    {
        var report = await reloader.RequestAsync(cancellation);
        return report.Error is { } error
            ? ApiErrors.Answer(StatusCodes.Status503ServiceUnavailable, error)
            : TypedResults.Ok(new RefreshBody(report.Stats, report.Rejected.Select(RejectedBody.Of)));
    }
}

internal sealed record RefreshBody(ReloadStats Stats, IEnumerable<RejectedBody> Rejected) : SuccessBody;
