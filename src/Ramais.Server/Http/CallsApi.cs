using Microsoft.AspNetCore.Http.HttpResults;
using Ramais.Calls;

namespace Ramais.Server.Http;

/// <summary>GET /api/calls and /api/calls/{id}: live and past calls.</summary>
internal static class CallsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/calls", List)
            .Describe("Chamadas", "As chamadas em curso e as últimas encerradas, sem o que foi dito");
        routes.MapGet("/api/calls/{id}/outcome", Outcome)
            .Describe("Chamadas", "Como a chamada terminou, em uma palavra de texto: authorized, denied, no_answer, operator, abandoned, failed, ou live; 404 sem corpo quando não há chamada (para o CURL do Asterisk)")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        routes.MapGet("/api/calls/{id}", Find)
            .Describe("Chamadas", "Uma chamada com as partes, as falas, a decisão e a linha do tempo", 400, 404);
    }

    private static Ok<CallListBody> List(ICallBoard calls)
    {
        var all = calls.List();
        return TypedResults.Ok(new CallListBody(all.Count, all.Select(CallSummary.Of)));
    }

    private static Results<ContentHttpResult, NotFound> Outcome(string id, ICallBoard calls, HttpContext context)
    {
        if (Guid.TryParse(id, out var guid) && calls.Find(guid) is { } call)
            return TypedResults.Text(call.Outcome ?? call.Result ?? "live", "text/plain");
        ApiErrors.KeepEmpty(context); // a dialplan tests for an empty answer
        return TypedResults.NotFound();
    }

    private static Results<Ok<CallBody>, JsonHttpResult<ErrorBody>> Find(string id, ICallBoard calls)
    {
        if (!Guid.TryParse(id, out var guid))
            return ApiErrors.Answer(StatusCodes.Status400BadRequest, "O id de uma chamada é um UUID, como 0f8fad5b-d9cb-469f-a165-70867728950e.");
        return calls.Find(guid) is { } call
            ? TypedResults.Ok(CallBody.Of(call))
            : ApiErrors.Answer(StatusCodes.Status404NotFound, "Nenhuma chamada tem esse id: veja as que existem em GET /api/calls.");
    }
}
