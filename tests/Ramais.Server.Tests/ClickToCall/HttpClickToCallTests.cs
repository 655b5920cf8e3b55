using System.Security.Cryptography;
using System.Text;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.ClickToCall;

public sealed class HttpClickToCallTests : IAsyncLifetime
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("chave-de-exemplo");

    private ScriptedPbx _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await ScriptedPbx.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Ring_and_cancel_are_signed_messages_as_the_documentation_shows_them()
    {
        _gateway.Script.Enqueue(ScriptedPbx.Code(202));
        _gateway.Script.Enqueue(ScriptedPbx.Code(200));
        await using var rig = Rig();
        var request = ClickToCallRig.Request();
        await rig.ClickToCall.RingAsync(request, Cancellation);
        await rig.ClickToCall.CancelAsync(request, Cancellation);

        var (ring, cancel) = (await _gateway.SeesAsync(), await _gateway.SeesAsync());
        Assert.Equal("POST /ari", ring.ToString());
        Assert.Equal(DocumentedJson.Containing("\"event\":\"ring\""), DocumentedJson.Normal(ring.Body));
        Assert.Equal(ring.Body.Replace("\"ring\",", "\"cancel\",", StringComparison.Ordinal), cancel.Body);
        Assert.Equal("ramais-6d6539d9-b4b5-4578-82cf-1578e459d6c6-1-ring", ring.Headers["Idempotency-Key"]);
        Assert.Equal("ramais-6d6539d9-b4b5-4578-82cf-1578e459d6c6-1-cancel", cancel.Headers["Idempotency-Key"]);
        Assert.Equal("application/json", ring.Headers["Content-Type"]);
        Assert.All([ring, cancel], IsSigned);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Any_code_but_a_success_is_a_refusal_and_is_not_repeated(int code)
    {
        _gateway.Script.Enqueue(ScriptedPbx.Code(code));
        await using var rig = Rig();
        Assert.Contains($"o gateway respondeu {code}; confira", (await rig.FailsAsync(ClickToCallRig.Request())).Message, StringComparison.Ordinal);
        Assert.Single(_gateway.Requests);
    }

    [Fact]
    public async Task A_request_that_may_have_arrived_is_not_repeated_but_cancelled()
    {
        _gateway.Script.Enqueue(ScriptedPbx.CloseAsync);
        _gateway.Script.Enqueue(ScriptedPbx.Code(200));
        await using var rig = Rig();
        Assert.Contains("fechou a conexão sem responder", (await rig.FailsAsync(ClickToCallRig.Request())).Message, StringComparison.Ordinal);
        Assert.Equal(["ring", "cancel"], _gateway.Requests.Select(request => request.Headers["Idempotency-Key"].Split('-')[^1]));
    }

    [Fact]
    public async Task Silence_ends_at_the_limit()
    {
        var time = new WatchedTime();
        _gateway.Script.Enqueue(ScriptedPbx.HangAsync);
        _gateway.Script.Enqueue(ScriptedPbx.Code(200));
        await using var rig = Rig(time);
        var ring = rig.FailsAsync(ClickToCallRig.Request());
        await _gateway.SeesAsync();
        await time.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Contains("http: sem resposta em 5 s", (await ring).Message, StringComparison.Ordinal);
    }

    private static void IsSigned(PbxRequest request)
    {
        var signed = Encoding.UTF8.GetBytes($"{request.Headers["X-Ramais-Timestamp"]}.{request.Body}");
        Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Key, signed))}", request.Headers["X-Ramais-Signature"]);
    }

    private ClickToCallRig Rig(TimeProvider? time = null) => new(
        SettingsReader.Read(new Dictionary<string, string>
        {
            ["CLICK_TO_CALL"] = "http",
            ["CLICK_TO_CALL_URL"] = $"{_gateway.Url}",
            ["CLICK_TO_CALL_SECRET"] = "chave-de-exemplo",
        }).Settings!,
        time);
}
