using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Http;

public sealed class ApiDocumentTests
{
    private const string ErrorShape = "#/components/schemas/ErrorBody";

    [Fact]
    public async Task Every_call_of_the_api_is_described_with_a_summary_and_a_tag()
    {
        await using var server = await RunningServer.StartAsync(null);
        var paths = (await server.GetAsync("/openapi/v1.json")).GetProperty("paths");
        var mapped = server.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => (Path: Plain(e.RoutePattern.RawText!), Method: m.ToLowerInvariant())))
            .ToList();
        Assert.True(mapped.Count >= 11, $"{mapped.Count} calls found");
        foreach (var (path, method) in mapped)
        {
            var operation = paths.GetProperty(path).GetProperty(method);
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.GetProperty("tags").EnumerateArray());
        }
    }

    [Fact]
    public async Task Every_documented_failure_has_the_one_shape_and_every_call_may_miss_its_key()
    {
        await using var server = await RunningServer.StartAsync(null);
        var document = await server.GetAsync("/openapi/v1.json");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
                AssertFailures(path.Name, operation.Value.GetProperty("responses"));
        }
        var shape = document.GetProperty("components").GetProperty("schemas").GetProperty("ErrorBody").GetProperty("properties");
        Assert.Equal(["message", "status"], shape.EnumerateObject().Select(p => p.Name).Order());
    }

    [Theory]
    [InlineData("correct-key", 2)]
    [InlineData(null, 0)]
    public async Task The_key_is_demanded_where_one_is_set_and_reading_the_description_needs_none(string? key, int schemes)
    {
        await using var server = await RunningServer.StartAsync(null, s => s with { ApiKey = key is null ? null : new Secret(key) });
        var document = await server.GetAsync("/openapi/v1.json");
        Assert.Equal("X-API-Key", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("chave").GetProperty("name").GetString());
        Assert.Equal(schemes, document.TryGetProperty("security", out var security) ? security.GetArrayLength() : 0);
        Assert.DoesNotContain(key ?? "no key", document.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_and_its_scripts_come_from_this_server_alone()
    {
        await using var server = await RunningServer.StartAsync(null);
        using var page = await server.Client.GetAsync(new Uri("/docs/", UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'self'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var scripts = Regex.Matches(html, "src=\"([^\"]+)\"");
        Assert.NotEmpty(scripts);
        foreach (Match script in scripts)
        {
            using var answer = await server.Client.GetAsync(new Uri($"/docs/{script.Groups[1].Value}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static void AssertFailures(string path, JsonElement responses)
    {
        Assert.Equal(path.StartsWith("/api/", StringComparison.Ordinal), responses.TryGetProperty("401", out _));
        foreach (var response in responses.EnumerateObject().Where(r => r.Name[0] is '4' or '5'))
        {
            // A dialplan tests these for an empty answer.
            if (path is "/api/route/{ramal}" or "/api/calls/{id}/outcome" && response.Name == "404")
                Assert.False(response.Value.TryGetProperty("content", out _));
            else
                Assert.Equal(ErrorShape, response.Value.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString());
        }
    }

    /// <summary>Without the constraints that the document does not repeat.</summary>
    private static string Plain(string pattern) => Regex.Replace(pattern, ":[a-z]+}", "}");
}
