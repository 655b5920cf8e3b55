using Ramais.Server.Doctor;
using Ramais.Server.Settings;
using Ramais.Server.Tests.Amqp;
using Ramais.Server.Tests.ClickToCall;

namespace Ramais.Server.Tests.Doctor;

[Collection(SharedRabbit.Name)]
public sealed class ClickToCallChecksTests(RabbitNode node)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_is_good_when_it_is_there_and_somebody_takes_from_it()
    {
        await using var broker = await Broker.ConnectAsync(node);
        await broker.DeclareAsync("examined");
        Assert.Equal("aviso  click-to-call amqp: ninguém consome a fila examined; inicie o programa da central que a consome", await OfAsync("examined"));
        await broker.ConsumeAsync("examined");
        Assert.Equal($"ok     click-to-call amqp: fila examined em 127.0.0.1:{node.Port}, consumidores: 1", await OfAsync("examined"));
    }

    [Fact]
    public async Task A_missing_queue_is_found_and_not_created()
    {
        Assert.StartsWith("aviso  click-to-call amqp: a fila unseen ainda não existe", await OfAsync("unseen"), StringComparison.Ordinal);
        Assert.StartsWith("FALTA  click-to-call amqp: a fila unseen não existe", await OfAsync("unseen", node.Settings with { Declare = false }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_login_is_told_with_its_cure() => Assert.Equal(
        $"FALTA  click-to-call amqp: RabbitMQ em 127.0.0.1:{node.Port}: usuário ou senha recusados; confira AMQP_USER e AMQP_PASSWORD",
        await OfAsync("x", node.Settings with { Password = new("outra") }));

    [Fact]
    public async Task Asterisk_is_asked_who_it_is()
    {
        await using var pbx = await ScriptedPbx.StartAsync();
        Assert.Equal($"ok     click-to-call ari: o Asterisk responde em {pbx.Url}", await AsteriskAsync(pbx, "senha-4711"));
        Assert.Equal(
            "FALTA  click-to-call ari: usuário ou senha recusados (401); confira ARI_USER, ARI_PASSWORD e read_only=no em ari.conf", await AsteriskAsync(pbx, "outra"));
        Assert.All(pbx.Requests, request => Assert.Equal("GET /ari/asterisk/info", request.ToString()));
    }

    private async Task<string> OfAsync(string queue, AmqpSettings? settings = null) =>
        (await QueueCheck.RunAsync("click-to-call amqp", settings ?? node.Settings, queue, "o programa da central", Cancellation)).ToString();

    private static async Task<string> AsteriskAsync(ScriptedPbx pbx, string password)
    {
        var settings = SettingsReader.Read(new Dictionary<string, string>
        {
            ["CLICK_TO_CALL"] = "ari",
            ["ARI_URL"] = $"{pbx.Url}",
            ["ARI_USER"] = "ramais",
            ["ARI_PASSWORD"] = password,
            ["ARI_TRUNK"] = "aurora",
        }).Settings!;
        return Assert.Single(await ClickToCallChecks.RunAsync(settings, Cancellation)).ToString();
    }
}
