using System.Text.Json.Nodes;
using Ramais.Conversation;
using Ramais.Server.Ai;
using Ramais.Server.Settings;
using Ramais.Testing;

namespace Ramais.Server.Tests.Ai;

/// <summary>One exchange, as docs/ai.md shows it.</summary>
internal static class Samples
{
    public const string Said = "tem um negócio pra deixar lá no 302";

    public const string Key = "sk-segredo-123";

    public const string ServiceAnswer = """
        {"content":{"mensagem":"Certo, um momento.","dados":{"intent_type":"entrega","interlocutor_name":"","apartment_number":"302","resident_name":""},
         "valid_for_action":true,"set_call_status":"AUTHORIZED"},"timestamp":"2026-03-01T12:00:00Z"}
        """;

    public const string ModelAnswer =
        """{"intent_type":"entrega","interlocutor_name":"","apartment_number":"302","resident_name":"","reply":"Certo, um momento."}""";

    /// <summary>The two providers, so that a test can say which.</summary>
    public static TheoryData<string> Providers => ["ai_service", "chat_model"];

    public static VisitorTurn Turn(string said = Said, Asked asked = Asked.Open) =>
        new(Guid.Parse("6d6539d9-b4b5-4578-82cf-1578e459d6c6"), said, asked, FixedDirectory.Aurora);

    public static IUnderstandingProvider Create(string provider, Uri url) => provider == "ai_service"
        ? new AiServiceUnderstanding(url)
        : new ChatModelUnderstanding(new ChatModelSettings(new Uri(url, "/v1"), "modelo-pequeno", new Secret(Key)));

    public static string Answer(string provider) => provider == "ai_service" ? ServiceAnswer : Completion(ModelAnswer);

    /// <summary>A chat completion with this text.</summary>
    public static string Completion(string text) => new JsonObject
    {
        ["id"] = "1",
        ["object"] = "chat.completion",
        ["created"] = 1772366400,
        ["model"] = "modelo-pequeno",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = "stop",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
        }),
    }.ToJsonString();
}
