using Ramais.Server.Ai;
using Ramais.Server.Doctor;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Ai;

/// <summary>What <c>doctor</c> and the console say of the providers.</summary>
public sealed class UnderstandingChecksTests
{
    private static RamaisSettings Settings(Uri? service = null, Uri? model = null) => new()
    {
        AiApiUrl = service,
        ChatModel = model is null ? null : new ChatModelSettings(model, "modelo-pequeno", new Secret(Samples.Key)),
    };

    private static async Task<Finding> CheckAsync(RamaisSettings settings) =>
        Assert.Single(await UnderstandingChecks.RunAsync(settings, TimeProvider.System, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Without_a_provider_the_rules_are_named() =>
        Assert.Equal("ok     compreensão: regras embutidas", (await CheckAsync(Settings())).ToString());

    [Fact]
    public async Task A_provider_that_understands_is_good()
    {
        await using var server = StubServer.Json(Samples.ServiceAnswer.Replace("302", "501", StringComparison.Ordinal));
        var finding = await CheckAsync(Settings(server.Url));
        Assert.Equal(FindingLevel.Good, finding.Level);
        Assert.EndsWith("s: entrega, apartamento 501", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_misunderstands_is_a_warning()
    {
        await using var server = StubServer.Json(Samples.ServiceAnswer);
        Assert.Equal(FindingLevel.Warning, (await CheckAsync(Settings(server.Url))).Level);
    }

    [Fact]
    public async Task A_refused_key_is_a_warning_with_the_cure_and_without_the_key()
    {
        await using var server = new StubServer(StubServer.Raw("401 Unauthorized", "{}"));
        var finding = await CheckAsync(Settings(model: server.Url));
        Assert.Equal("aviso  compreensão: AI_MODEL_URL respondeu com o código HTTP 401; confira AI_MODEL_KEY", finding.ToString());
    }

    [Fact]
    public void The_console_names_the_order_and_no_secret()
    {
        var told = AiHosting.Describe(Settings(new Uri("http://ana:senha@ia.local:8000/messages?k=1"), new Uri("https://modelo.local/v1")));
        Assert.Equal(
            "Quem entende o visitante: AI_API_URL (http://ia.local:8000), depois o modelo modelo-pequeno (https://modelo.local), depois as regras embutidas", told);
        Assert.Null(AiHosting.Describe(Settings()));
    }
}
