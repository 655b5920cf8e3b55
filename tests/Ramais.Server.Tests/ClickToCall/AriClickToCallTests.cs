using Microsoft.AspNetCore.Http;
using Ramais.ClickToCall;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.ClickToCall;

/// <summary>Against a server that answers as Asterisk 22 does.</summary>
public sealed class AriClickToCallTests : IAsyncLifetime
{
    private const string Channel = "ramais-6d6539d9-b4b5-4578-82cf-1578e459d6c6-1";

    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(0.2);

    private ScriptedPbx _pbx = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _pbx = await ScriptedPbx.StartAsync();

    public ValueTask DisposeAsync() => _pbx.DisposeAsync();

    [Fact]
    public async Task A_ring_is_a_channel_with_the_rings_name_that_goes_on_at_the_return_number()
    {
        await using var rig = Rig();
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);

        var request = await _pbx.SeesAsync();
        Assert.Equal("POST /ari/channels", request.ToString());
        Assert.Equal(
            "?endpoint=PJSIP%2F1003501%40aurora&context=ramais-retorno&extension=2018520&priority=1&callerId=Portaria%20%3C2018519%3E&timeout=25&channelId=" + Channel,
            request.Query);
        Assert.Equal("""{"variables":{"RAMAIS_UUID":"6d6539d9-b4b5-4578-82cf-1578e459d6c6"}}""", request.Body);
        Assert.Equal(ScriptedPbx.Login, request.Headers["Authorization"]);
        Assert.Equal([Channel], _pbx.Channels.Keys);
    }

    [Theory]
    [InlineData("*72#", "PJSIP/*72#@aurora")]
    [InlineData("+5548999990000", "PJSIP/+5548999990000@aurora")]
    [InlineData("sip:501@aurora.local", "PJSIP/501@aurora")]
    public async Task Every_number_arrives_as_it_is_meant(string phone, string endpoint)
    {
        await using var rig = Rig();
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(phone), Cancellation);
        var query = new QueryString((await _pbx.SeesAsync()).Query);
        Assert.Equal(endpoint, Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query.Value)["endpoint"]);
    }

    [Theory]
    [InlineData("15=PJSIP/{number}@{trunk}/sip,PJSIP/{number}", "15=tronco-15", "PJSIP%2F1003501%40tronco-15%2Fsip")]
    [InlineData("16=PJSIP/{number}@{trunk},PJSIP/{condominium}-{number}", "16=ipe", "PJSIP%2F15-1003501")]
    public async Task Endpoint_and_trunk_are_set_by_condominium(string endpoint, string trunk, string expected)
    {
        await using var rig = Rig(("ARI_ENDPOINT", endpoint), ("ARI_TRUNK", trunk));
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);
        Assert.StartsWith($"?endpoint={expected}&", (await _pbx.SeesAsync()).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condominium_without_a_trunk_is_told_with_the_setting()
    {
        await using var rig = Rig(("ARI_TRUNK", "16=ipe"));
        Assert.Equal("ari: ARI_TRUNK não tem valor para o condomínio 15; acrescente 15=… a ARI_TRUNK", (await rig.FailsAsync(ClickToCallRig.Request())).Message);
        Assert.Empty(_pbx.Requests);
    }

    [Fact]
    public async Task The_same_ring_asked_twice_is_one_channel_and_no_failure()
    {
        await using var rig = Rig();
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);
        Assert.Equal(2, _pbx.Requests.Count);
        Assert.Single(_pbx.Channels);
    }

    [Theory]
    [InlineData(400, "confira ARI_ENDPOINT e ARI_TRUNK")]
    [InlineData(401, "confira ARI_USER, ARI_PASSWORD")]
    [InlineData(403, "read_only=no")]
    [InlineData(404, "confira ARI_URL")]
    [InlineData(500, "pjsip show endpoints")]
    [InlineData(503, "veja o serviço")]
    [InlineData(302, "resposta inesperada (302)")]
    public async Task A_refusal_is_told_with_its_cure_and_not_repeated(int code, string cure)
    {
        await using var rig = Rig();
        _pbx.Script.Enqueue(ScriptedPbx.Code(code));
        var failure = await rig.FailsAsync(ClickToCallRig.Request());
        Assert.Contains(cure, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1003501", failure.Message, StringComparison.Ordinal);
        Assert.Single(_pbx.Requests);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_the_password()
    {
        await using var rig = Rig(("ARI_PASSWORD", "errada-0815"));
        var failure = await rig.FailsAsync(ClickToCallRig.Request());
        Assert.Contains("usuário ou senha recusados (401)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("errada", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_closes_is_tried_again_as_the_same_channel()
    {
        await using var rig = Rig();
        _pbx.Script.Enqueue(ScriptedPbx.CloseAsync);
        await rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);
        Assert.Single(_pbx.Requests.Select(request => request.Query).Distinct());
        Assert.Equal((2, 1), (_pbx.Requests.Count, _pbx.Channels.Count));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_the_conflict_says_that_it_rings()
    {
        var time = new WatchedTime();
        await using var rig = Rig(time);
        _pbx.Script.Enqueue(_pbx.TakeAndHangAsync);
        var ring = rig.ClickToCall.RingAsync(ClickToCallRig.Request(), Cancellation);
        await _pbx.SeesAsync();
        await time.PassAsync(Attempt);
        await time.PassAsync(RetryPause);
        await ring;
        Assert.Equal((2, 1), (_pbx.Requests.Count, _pbx.Channels.Count));
    }

    [Fact]
    public async Task One_that_answers_nothing_is_told_to_stop_ringing_before_it_is_given_up()
    {
        var time = new WatchedTime();
        await using var rig = Rig(time);
        _pbx.Script.Enqueue(_pbx.TakeAndHangAsync);
        _pbx.Script.Enqueue(ScriptedPbx.HangAsync);
        var ring = rig.FailsAsync(ClickToCallRig.Request());
        await _pbx.SeesAsync();
        await time.PassAsync(Attempt);
        await time.PassAsync(RetryPause);
        await _pbx.SeesAsync();
        await time.PassAsync(Attempt);

        Assert.Contains("não responde", (await ring).Message, StringComparison.Ordinal);
        Assert.Equal(["POST /ari/channels", "POST /ari/channels", $"GET /ari/channels/{Channel}", $"DELETE /ari/channels/{Channel}"], _pbx.Requests.Select(request => $"{request}"));
        Assert.Empty(_pbx.Channels);
    }

    [Fact]
    public async Task The_limit_of_a_transport_holds_whatever_the_tries_do()
    {
        var time = new WatchedTime();
        await using var rig = Rig(time);
        _pbx.Script.Enqueue(ScriptedPbx.HangAsync);
        var ring = rig.FailsAsync(ClickToCallRig.Request());
        await _pbx.SeesAsync();
        time.Advance(TimeSpan.FromSeconds(5));
        await ring;
    }

    [Fact]
    public async Task Nobody_there_fails_at_once_and_says_where()
    {
        var port = FreePorts.Take(1)[0];
        await using var rig = Rig(("ARI_URL", $"http://127.0.0.1:{port}/ari"));
        var failure = await rig.FailsAsync(ClickToCallRig.Request());
        Assert.Equal($"ari: 127.0.0.1:{port} recusa a conexão; veja se o Asterisk está no ar e confira ARI_URL e http.conf", failure.Message);
    }

    [Fact]
    public async Task A_cancel_hangs_up_what_rings()
    {
        await using var rig = Rig();
        var request = await RungAsync(rig);
        await rig.ClickToCall.CancelAsync(request, Cancellation);
        Assert.Empty(_pbx.Channels);
    }

    [Fact]
    public async Task A_cancel_leaves_what_was_answered()
    {
        await using var rig = Rig();
        var request = await RungAsync(rig);
        _pbx.Channels[Channel] = "Up";
        await rig.ClickToCall.CancelAsync(request, Cancellation);
        Assert.Equal([Channel], _pbx.Channels.Keys);
    }

    [Fact]
    public async Task A_cancel_of_what_is_gone_is_fine_before_and_between()
    {
        await using var rig = Rig();
        var request = await RungAsync(rig);
        _pbx.Script.Enqueue(null);
        _pbx.Script.Enqueue(ScriptedPbx.Code(404));
        await rig.ClickToCall.CancelAsync(request, Cancellation);
        _pbx.Channels.Clear();
        await rig.ClickToCall.CancelAsync(request, Cancellation);
        Assert.Equal(["POST", "GET", "DELETE", "GET"], _pbx.Requests.Select(seen => seen.Method));
    }

    [Fact]
    public async Task A_cancel_that_fails_is_told()
    {
        await using var rig = Rig();
        var request = await RungAsync(rig);
        _pbx.Script.Enqueue(ScriptedPbx.Code(500));
        await Assert.ThrowsAsync<ClickToCallException>(() => rig.ClickToCall.CancelAsync(request, Cancellation));
    }

    [Fact]
    public async Task No_log_line_holds_a_telephone_number()
    {
        await using var rig = Rig();
        _pbx.Script.Enqueue(ScriptedPbx.CloseAsync);
        await RungAsync(rig);
        Assert.DoesNotContain(rig.Log.Lines, line => line.Contains("1003501", StringComparison.Ordinal));
    }

    private static async Task<RingRequest> RungAsync(ClickToCallRig rig)
    {
        var request = ClickToCallRig.Request();
        await rig.ClickToCall.RingAsync(request, Cancellation);
        return request;
    }

    private ClickToCallRig Rig(params (string Name, string Value)[] changes) => Rig(TimeProvider.System, changes);

    private ClickToCallRig Rig(TimeProvider time, params (string Name, string Value)[] changes)
    {
        var values = new Dictionary<string, string>
        {
            ["CLICK_TO_CALL"] = "ari",
            ["ARI_URL"] = $"{_pbx.Url}",
            ["ARI_USER"] = "ramais",
            ["ARI_PASSWORD"] = "senha-4711",
            ["ARI_TRUNK"] = "aurora",
        };
        foreach (var (name, value) in changes)
            values[name] = value;
        return new(SettingsReader.Read(values).Settings!, time);
    }
}
