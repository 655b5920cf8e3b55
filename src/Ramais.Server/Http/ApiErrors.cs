using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ramais.Server.Http;

/// <summary>Gives every failure the one shape, whoever found it: an end point, the routing, the reading of a body, or a fault of ours.</summary>
internal sealed partial class ApiErrors(RequestDelegate next, ILogger<ApiErrors> logger)
{
    /// <summary>Bytes that a request's body may have.</summary>
    public const int LongestBody = 64 * 1024;

    private static readonly object EmptyAnswer = new();

    /// <summary>An answer in the shape of a failure.</summary>
    public static JsonHttpResult<ErrorBody> Answer(int status, string message) => TypedResults.Json(new ErrorBody(message), statusCode: status);

    /// <summary>For an answer whose body must stay empty although it is a failure.</summary>
    public static void KeepEmpty(HttpContext context) => context.Items[EmptyAnswer] = true;

    public async Task InvokeAsync(HttpContext context)
    {
        var message = await RunAsync(context);
        if (context.Response.StatusCode < 400 || context.Response.HasStarted || context.Response.ContentType is not null || context.Items.ContainsKey(EmptyAnswer))
            return;
        await Answer(context.Response.StatusCode, message ?? MessageOf(context)).ExecuteAsync(context);
    }

    /// <returns>What to say of a failure; null where its status says it all.</returns>
    private async Task<string?> RunAsync(HttpContext context)
    {
        try
        {
            if (context.Request.ContentLength > LongestBody)
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            else
                await next(context);
            return null;
        }
        catch (BadHttpRequestException bad)
        {
            context.Response.StatusCode = bad.StatusCode;
            return bad.InnerException is JsonException json ? WrongJson(json) : null;
        }
        catch (OperationCanceledException) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return null;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            LogFault(fault, context.Request.Method, context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return null;
        }
    }

    private static string WrongJson(JsonException json) => json.Path is { Length: > 1 } path
        ? $"O campo {path} do corpo tem um valor de tipo errado ou malformado: confira os tipos em docs/http-api.md."
        : "O corpo não é um JSON válido: envie um objeto como os de docs/http-api.md.";

    private static string MessageOf(HttpContext context) => context.Response.StatusCode switch
    {
        400 => "O corpo falta ou não é um JSON válido: envie um objeto como os de docs/http-api.md.",
        404 => "Este caminho não existe: confira o endereço em docs/http-api.md.",
        405 => $"O método {context.Request.Method} não é aceito aqui: use {context.Response.Headers.Allow}.",
        413 => $"O corpo é grande demais: envie no máximo {LongestBody / 1024} KiB.",
        415 => "O tipo do corpo não é aceito: envie JSON com o cabeçalho Content-Type: application/json.",
        503 => "O servidor está encerrando: tente de novo quando ele voltar.",
        >= 500 => "Falha interna: a causa está no registro do servidor.",
        _ => "O pedido não pôde ser entendido: confira docs/http-api.md.",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} falhou.")]
    private partial void LogFault(Exception fault, string method, PathString path);
}
