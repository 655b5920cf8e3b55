using System.Security.Cryptography;
using System.Text;
using Ramais.Server.Tests.ClickToCall;
using Ramais.Testing;

namespace Ramais.Server.Tests.Access;

public sealed class WebhookDecisionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ScriptedPbx _target = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _target = await ScriptedPbx.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_access_system_gets_a_signed_message_with_the_call_as_its_key()
    {
        _target.Script.Enqueue(ScriptedPbx.Code(204));
        await using var rig = await StartAsync();
        await (await rig.KeepAsync()).Acknowledged.WaitAsync(Cancellation);

        var request = await _target.SeesAsync();
        Assert.Equal(DocumentedJson.Containing("\"authorization_result\""), DocumentedJson.Normal(request.Body));
        Assert.Equal(AccessRig.CallId.ToString(), request.Headers["Idempotency-Key"]);
        var signed = Encoding.UTF8.GetBytes($"{request.Headers["X-Ramais-Timestamp"]}.{request.Body}");
        Assert.Equal(
            $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("chave-de-exemplo"), signed))}", request.Headers["X-Ramais-Signature"]);
    }

    [Fact]
    public async Task Whatever_is_no_success_is_tried_again_with_the_same_key_until_it_is_one()
    {
        var time = new WatchedTime();
        foreach (var answer in new[] { ScriptedPbx.Code(500), ScriptedPbx.CloseAsync, ScriptedPbx.HangAsync, ScriptedPbx.Code(409), ScriptedPbx.Code(200) })
            _target.Script.Enqueue(answer);
        await using var rig = await StartAsync(time);
        var receipt = await rig.KeepAsync();
        foreach (var seconds in new[] { 1, 2, 5, 4, 8 }) // pauses of 1, 2, 4, 8, and in the middle the limit of the attempt that hangs
        {
            if (seconds != 4)
                await _target.SeesAsync();
            await time.PassAsync(TimeSpan.FromSeconds(seconds));
        }
        await receipt.Acknowledged.WaitAsync(Cancellation);
        Assert.Equal(Enumerable.Repeat(AccessRig.CallId.ToString(), 5), _target.Requests.Select(request => request.Headers["Idempotency-Key"]));
        Assert.Single(_target.Requests.Select(request => request.Body).Distinct());
        Assert.DoesNotContain(rig.Log.Lines, line => line.Contains("chave-de-exemplo", StringComparison.Ordinal) || line.Contains("Marcos", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decisions_of_many_gates_arrive_each_once()
    {
        foreach (var _ in Enumerable.Range(0, 200))
            _target.Script.Enqueue(ScriptedPbx.Code(200));
        await using var rig = await StartAsync();
        var calls = Enumerable.Range(0, 200).Select(_ => Guid.NewGuid()).ToList();
        var receipts = await Task.WhenAll(calls.Select(call => rig.KeepAsync(call)));
        await Task.WhenAll(receipts.Select(receipt => receipt.Acknowledged)).WaitAsync(Cancellation);
        Assert.Equal(calls.Select(call => call.ToString()).Order(), _target.Requests.Select(request => request.Headers["Idempotency-Key"]).Order());
    }

    [Fact]
    public async Task Without_a_sink_the_file_of_decisions_is_the_access_system()
    {
        await using var rig = await AccessRig.StartAsync(_folder, new Dictionary<string, string>());
        await (await rig.KeepAsync()).Acknowledged.WaitAsync(Cancellation);
        var line = Assert.Single(await File.ReadAllLinesAsync(_folder.File("decisoes.jsonl"), Cancellation));
        Assert.Equal(DocumentedJson.Containing("\"authorization_result\""), DocumentedJson.Normal(line));
    }

    private Task<AccessRig> StartAsync(TimeProvider? time = null) => AccessRig.StartAsync(
        _folder,
        new Dictionary<string, string> { ["ACCESS_SINKS"] = "webhook", ["ACCESS_WEBHOOK_URL"] = $"{_target.Url}", ["ACCESS_WEBHOOK_SECRET"] = "chave-de-exemplo" },
        time);
}
