using System.Text.Json;
using Ramais.Conversation;
using Ramais.Server.Ai;
using Ramais.Server.Providers;
using Ramais.Testing;

namespace Ramais.Server.Tests.Ai;

/// <summary>docs/ai.md shows what these tests exchange.</summary>
public sealed class DocumentedExchangeTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "ai.md"));

    [Fact]
    public async Task The_question_shown_is_the_question_sent()
    {
        await using var server = StubServer.Json(Samples.ServiceAnswer);
        using var provider = Samples.Create("ai_service", server.Url);
        await provider.AskAsync(Samples.Turn(), TestContext.Current.CancellationToken);
        using var sent = JsonDocument.Parse(Assert.Single(server.Requests).Body);
        using var shown = JsonDocument.Parse(Page.Split('\n').Single(line => line.StartsWith("{\"id\"", StringComparison.Ordinal)));
        Assert.True(JsonElement.DeepEquals(shown.RootElement, sent.RootElement));
    }

    [Fact]
    public void The_answers_shown_are_read()
    {
        Assert.Contains(Samples.ServiceAnswer, Page, StringComparison.Ordinal);
        Assert.Contains(Samples.ModelAnswer, Page, StringComparison.Ordinal);
        Assert.Equal(AiServiceUnderstanding.Parse(System.Text.Encoding.UTF8.GetBytes(Samples.ServiceAnswer)), ChatModelUnderstanding.Parse(Samples.ModelAnswer));
        Assert.Equal("302", Grounding.Of(Samples.Turn(), ChatModelUnderstanding.Parse(Samples.ModelAnswer)).Slots.ApartmentNumber);
    }

    [Fact]
    public void Every_limit_is_as_the_page_says()
    {
        Assert.Equal(
            (6, 9, 3, 64 * 1024, 300),
            ((int)LayeredUnderstanding.ProviderLimit.TotalSeconds, (int)LayeredUnderstanding.TurnLimit.TotalSeconds, (int)LayeredUnderstanding.NameLimit.TotalSeconds,
                BoundedAnswer.Largest, ReplyWording.MaxLength));
        Assert.All(["6 s", "9 s", "3 s", "64 KiB", "300 caracteres"], limit => Assert.Contains(limit, Page, StringComparison.Ordinal));
    }
}
