using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Calls;
using Ramais.History;

namespace Ramais.Server.Http;

/// <summary>GET /api/calls and /api/calls/{id}: live and past calls.</summary>
internal static class CallsApi
{
    /// <summary>
    /// So long an ended call is taken out of memory without asking the history: a dialplan that asks how its call ended must not wait for a
    /// database that is away. After that the history goes first, for what has been erased must not come back.
    /// </summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

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
            .Describe("Chamadas", "Uma chamada com as partes, as falas, a decisão e a linha do tempo", 400, 404);
    }

    private static async Task<Results<Ok<CallListBody>, JsonHttpResult<ErrorBody>>> ListAsync(
        [AsParameters] CallFilter filter, ICallBoard board, ICallHistory history, HttpContext context)
    {
        if (!filter.TryRead(out var query, out var fault))
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, fault);
        var present = query.Cursor is null ? board.List().Where(query.Wants).ToList() : [];
        try
        {
            var page = await history.ListAsync(query, context.RequestAborted);
            return TypedResults.Ok(new CallListBody(CallMerge.Of(present, page), page.Next, null));
        }
        catch (HistoryException failure) when (query.Cursor is null)
        {
            return TypedResults.Ok(new CallListBody(CallMerge.Of(present, new([], null)), null, failure.Message));
        }
        catch (HistoryException failure)
        {
            return ApiErrors.Answer(StatusCodes.Status503ServiceUnavailable, failure.Message);
        }
    }

    private static async Task<Results<ContentHttpResult, NotFound>> OutcomeAsync(string id, ICallBoard board, ICallHistory history, HttpContext context)
    {
        if (Guid.TryParse(id, out var guid) && (board.Find(guid) ?? await StoredAsync(history, guid, context)) is { } call)
            return TypedResults.Text(call.Outcome ?? call.Result ?? "live", "text/plain");
        ApiErrors.KeepEmpty(context); // a dialplan tests for an empty answer
        return TypedResults.NotFound();
    }

    private static async Task<Results<Ok<CallBody>, JsonHttpResult<ErrorBody>>> FindAsync(
        string id, ICallBoard board, ICallHistory history, TimeProvider time, HttpContext context)
    {
        if (!Guid.TryParse(id, out var guid))
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, "O id de uma chamada é um UUID, como 0f8fad5b-d9cb-469f-a165-70867728950e.");
        var present = board.Find(guid);
        var isFresh = present is not null && (present.EndedAt is not { } ended || time.GetUtcNow() - ended < Fresh);
        var call = isFresh ? present : await StoredAsync(history, guid, context) ?? present;
        return call is not null
            ? TypedResults.Ok(CallBody.Of(call))
            : ApiErrors.Answer(StatusCodes.Status404NotFound, "Nenhuma chamada tem esse id: veja as que existem em GET /api/calls.");
    }

    /// <summary>Null too where the history can't be read: it warns in the log, and whoever asks gets what memory has.</summary>
    private static async Task<CallView?> StoredAsync(ICallHistory history, Guid id, HttpContext context)
    {
        try
        {
            return await history.FindAsync(id, context.RequestAborted);
        }
        catch (HistoryException)
        {
            return null;
        }
    }
}
