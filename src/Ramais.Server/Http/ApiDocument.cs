using System.Collections.Frozen;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Ramais.Server.Settings;
using Scalar.AspNetCore;

namespace Ramais.Server.Http;

/// <summary>
/// The API's description at /openapi/v1.json and a page to browse it at /docs. Both describe and show nothing of this installation, so they
/// ask for no key; the page sends the one that its reader types.
/// </summary>
internal static class ApiDocument
{
    private const string KeyScheme = "chave";
    private const string BearerScheme = "bearer";

    private static readonly FrozenDictionary<string, string?> Descriptions = new Dictionary<string, string?>
    {
        ["200"] = "Feito",
        ["201"] = "Criado",
        ["400"] = "Pedido malformado ou linha errada",
        ["401"] = "Chave ausente ou errada, quando API_KEY está definida",
        ["404"] = "Não existe",
        ["409"] = "Em uso por outra linha",
        ["413"] = "Corpo grande demais",
        ["415"] = "O corpo não é JSON",
        ["503"] = "A origem dos ramais não responde, ou o servidor está encerrando; nada mudou",
    }.ToFrozenDictionary();

    /// <summary>A machine in a gatehouse may have no internet, and what is read there is nobody else's business: the page loads and tells nothing outside.</summary>
    private const string OnlyFromHere =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(document =>
    {
        document.AddDocumentTransformer((description, context, _) => DescribeAsync(description, context.ApplicationServices.GetRequiredService<RamaisSettings>()));
        document.AddOperationTransformer((operation, context, _) => DescribeAnswersAsync(operation, context));
    });

    public static void Map(WebApplication app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", page =>
        {
            page.Title = "API do Ramais";
            page.DefaultFonts = false;
            page.Telemetry = false;
            page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            page.HideClientButton = true;
            page.Agent = new ScalarAgentOptions { Disabled = true };
            page.Mcp = new ScalarMcpOptions { Disabled = true };
        }).AddEndpointFilter(async (invocation, next) =>
        {
            invocation.HttpContext.Response.Headers.ContentSecurityPolicy = OnlyFromHere;
            return await next(invocation);
        });
    }

    /// <summary>Says in Portuguese what a call does and which failures it can answer with, all of the one shape.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string tag, string summary, params ReadOnlySpan<int> failures)
    {
        foreach (var status in failures)
            route.Produces<ErrorBody>(status);
        return route.WithTags(tag).WithSummary(summary);
    }

    private static Task DescribeAsync(OpenApiDocument document, RamaisSettings settings)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Ramais",
            Version = "1",
            Description = "Situação, ramais e chamadas. Toda falha é {\"status\":\"error\",\"message\":\"…\"}, e a mensagem diz o remédio.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key", Description = "A API_KEY do servidor." },
            [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A mesma API_KEY, em Authorization: Bearer." },
        };
        if (settings.ApiKey is not null)
            document.Security = [Requires(KeyScheme, document), Requires(BearerScheme, document)];
        return Task.CompletedTask;
    }

    private static Task DescribeAnswersAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Responses ??= [];
        if (context.Description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true)
            operation.Responses["401"] = KeyMissing(context.Document!);
        else
            operation.Security = []; // the key is for /api
        foreach (var (status, response) in operation.Responses)
            response.Description = Descriptions.GetValueOrDefault(status, response.Description);
        return Task.CompletedTask;
    }

    private static OpenApiResponse KeyMissing(OpenApiDocument document) => new()
    {
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(ErrorBody), document) },
        },
    };

    private static OpenApiSecurityRequirement Requires(string scheme, OpenApiDocument document) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
