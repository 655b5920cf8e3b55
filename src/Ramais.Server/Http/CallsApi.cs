using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Calls;
using Ramais.History;
using Ramais.Server.History;

namespace Ramais.Server.Http;

/// <summary>GET /api/calls and /api/calls/{id}: live and past calls.</summary>
internal static class CallsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/calls", ListAsync)
            .Describe("Chamadas", "As chamadas em curso e uma página das encerradas, as mais novas primeiro, sem o que foi dito; next é o cursor da página seguinte", 400, 503);
        routes.MapGet("/api/calls.csv", CallsCsv.WriteAsync)
            .Describe("Chamadas", "As chamadas encerradas em CSV para planilhas: UTF-8 com BOM, separado por ponto e vírgula", 400, 503)
            .Produces<string>(StatusCodes.Status200OK, CallsCsv.ContentType);
        routes.MapGet("/api/calls/{id}/outcome", OutcomeAsync)
            .Describe("Chamadas", "Como a chamada terminou, em uma palavra de texto: authorized, denied, no_answer, operator, abandoned, failed, ou live; 404 sem corpo quando não há chamada (para o CURL do Asterisk)")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        routes.MapGet("/api/calls/{id}", FindAsync)
            .Describe("Chamadas", "Uma chamada com as partes, as falas, a decisão e a linha do tempo", 400, 404, 503);
    }

    private static async Task<Results<Ok<CallListBody>, JsonHttpResult<ErrorBody>>> ListAsync(
        [AsParameters] CallFilter filter, CallLookup calls, HttpContext context)
    {
        if (!filter.TryRead(out var query, out var fault))
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, fault);
        try
        {
            var found = await calls.ListAsync(query, context.RequestAborted);
            return TypedResults.Ok(new CallListBody(
                [.. found.Live.Select(CallSummary.Of), .. found.Ended.Calls.Select(CallSummary.Of)], found.Ended.Next, found.HistoryFault));
        }
        catch (HistoryException failure)
        {
            return ApiErrors.Answer(StatusCodes.Status503ServiceUnavailable, failure.Message);
        }
    }

    /// <summary>Of a call that is in memory no database is asked: a dialplan must not wait for one that is away.</summary>
    private static async Task<Results<ContentHttpResult, NotFound>> OutcomeAsync(string id, ICallBoard board, CallLookup calls, HttpContext context)
    {
        if (Guid.TryParse(id, out var guid) && (board.Find(guid) ?? await OrNothingAsync(calls.FindAsync(guid, context.RequestAborted))) is { } call)
            return TypedResults.Text(call.Outcome ?? call.Result ?? "live", "text/plain");
        ApiErrors.KeepEmpty(context); // a dialplan tests for an empty answer
        return TypedResults.NotFound();
    }

    private static async Task<Results<Ok<CallBody>, JsonHttpResult<ErrorBody>>> FindAsync(string id, CallLookup calls, HttpContext context)
    {
        if (!Guid.TryParse(id, out var guid))
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, "O id de uma chamada é um UUID, como 0f8fad5b-d9cb-469f-a165-70867728950e.");
        try
        {
            return await calls.FindAsync(guid, context.RequestAborted) is { } call
                ? TypedResults.Ok(CallBody.Of(call))
                : ApiErrors.Answer(StatusCodes.Status404NotFound, "Nenhuma chamada tem esse id: veja as que existem em GET /api/calls.");
        }
        catch (HistoryException failure)
        {
            return ApiErrors.Answer(StatusCodes.Status503ServiceUnavailable, failure.Message);
        }
    }

    /// <summary>A history that can't be read warns in the log.</summary>
    private static async Task<CallView?> OrNothingAsync(Task<CallView?> finding)
    {
        try
        {
            return await finding;
        }
        catch (HistoryException)
        {
            return null;
        }
    }
}
