using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Extensions;

namespace Ramais.Server.Http;

/// <summary>/api/extensions: the rows at their source. A change is written there and applied before it is answered.</summary>
internal static class ExtensionsApi
{
    private const string DefaultAddress = "0.0.0.0";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/extensions", ListAsync)
            .Describe("Ramais", "As linhas como estão na origem, também as recusadas", 503);
        routes.MapPost("/api/extensions", AddAsync)
            .Describe("Ramais", "Grava uma linha nova na origem e a aplica", 400, 409, 413, 415, 503);
        routes.MapPut("/api/extensions/{id:int}", ReplaceAsync)
            .Describe("Ramais", "Substitui uma linha na origem e aplica a mudança", 400, 404, 409, 413, 415, 503);
        routes.MapDelete("/api/extensions/{id:int}", RemoveAsync)
            .Describe("Ramais", "Remove uma linha da origem; as chamadas em curso do ramal terminam por si", 404, 409, 503);
    }

    private static async Task<Results<Ok<ExtensionListBody>, JsonHttpResult<ErrorBody>>> ListAsync(IExtensionSource source, CancellationToken cancellation)
    {
        try
        {
            var rows = await source.LoadAsync(cancellation);
            return TypedResults.Ok(new ExtensionListBody(rows.Length, rows.Select(r => r.Trimmed())));
        }
        catch (ExtensionSourceException fault)
        {
            return ApiErrors.Answer(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
    }

    private static async Task<Results<Created<ExtensionBody>, JsonHttpResult<ErrorBody>>> AddAsync(
        ExtensionRequest request, Reloader reloader, CancellationToken cancellation)
    {
        var outcome = await reloader.ChangeAsync(new ExtensionChange.Add(request.ToRow(request.Id ?? 0)), cancellation);
        return outcome.Row is { } row ? TypedResults.Created($"/api/extensions/{row.Id}", ExtensionBody.Of(row)) : Failure(outcome);
    }

    private static async Task<Results<Ok<ExtensionBody>, JsonHttpResult<ErrorBody>>> ReplaceAsync(
        int id, ExtensionRequest request, Reloader reloader, CancellationToken cancellation)
    {
        if (request.Id is { } other && other != id)
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, $"O id do corpo ({other}) difere do id do caminho ({id}): o id de um ramal não muda.");
        return Answer(await reloader.ChangeAsync(new ExtensionChange.Replace(request.ToRow(id)), cancellation));
    }

    private static async Task<Results<Ok<ExtensionBody>, JsonHttpResult<ErrorBody>>> RemoveAsync(
        int id, Reloader reloader, CancellationToken cancellation) =>
        Answer(await reloader.ChangeAsync(new ExtensionChange.Remove(id), cancellation));

    private static Results<Ok<ExtensionBody>, JsonHttpResult<ErrorBody>> Answer(ChangeOutcome outcome) =>
        outcome.Row is { } row ? TypedResults.Ok(ExtensionBody.Of(row)) : Failure(outcome);

    private static JsonHttpResult<ErrorBody> Failure(ChangeOutcome outcome)
    {
        var status = outcome.Result switch
        {
            ChangeResult.NotFound => StatusCodes.Status404NotFound,
            ChangeResult.Invalid => StatusCodes.Status400BadRequest,
            ChangeResult.Conflict => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
        return ApiErrors.Answer(status, string.Join("; ", outcome.Reasons));
    }

    private static ExtensionRow ToRow(this ExtensionRequest request, int id) => new(
        id, request.AiNumber, request.ReturnNumber, request.Address ?? DefaultAddress, request.VisitorPort, request.ReturnPort, request.CondominiumId);
}
