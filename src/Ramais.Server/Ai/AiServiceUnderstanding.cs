using System.Text.Json;
using System.Text.Json.Serialization;
using Ramais.Conversation;
using Ramais.Server.Providers;

namespace Ramais.Server.Ai;

/// <summary>The conversation service of AI_API_URL: one POST a turn, the call's UUID as <c>id</c>.</summary>
internal sealed class AiServiceUnderstanding(Uri url) : IUnderstandingProvider
{
    private readonly HttpClient _client = BoundedAnswer.Client(url);

    public string Name => "ai_service";

    public string Setting => "AI_API_URL";

    public async Task<Understanding> AskAsync(VisitorTurn turn, CancellationToken cancellation)
    {
        var question = new AiServiceQuestion(turn.CallId, Words.Of(turn));
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(question, AiServiceJson.Default.AiServiceQuestion));
        body.Headers.ContentType = new("application/json", "utf-8");
        using var response = await _client.PostAsync(url, body, cancellation);
        return Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ProviderFailedException">It is not the agreed shape.</exception>
    public static Understanding Parse(ReadOnlyMemory<byte> answer) => StrictJson.Read(answer, static root =>
    {
        var content = root.GetProperty("content");
        RequireIgnored(root, content);
        return new Understanding(SlotsJson.Read(content.GetProperty("dados")), StrictJson.Text(content, "mensagem"));
    });

    /// <summary>What the service says about acting or about the state of the call has a shape and no effect: nothing here can hold it.</summary>
    private static void RequireIgnored(JsonElement root, JsonElement content)
    {
        if (content.TryGetProperty("valid_for_action", out var valid))
            valid.GetBoolean();
        if (content.TryGetProperty("set_call_status", out _))
            StrictJson.Text(content, "set_call_status");
        if (root.TryGetProperty("timestamp", out _))
            StrictJson.Text(root, "timestamp");
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>What the service is sent.</summary>
internal sealed record AiServiceQuestion(Guid Id, string Content);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AiServiceQuestion))]
internal sealed partial class AiServiceJson : JsonSerializerContext;
