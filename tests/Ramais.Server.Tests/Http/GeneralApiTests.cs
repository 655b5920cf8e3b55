using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ramais.Server.Http;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Http;

public sealed class GeneralApiTests
{
    private readonly int[] _ports = FreePorts.Take(6);

    [Fact]
    public async Task Status_tells_configured_and_open_ports_source_and_rejected_rows()
    {
        await using var server = await StartAsync(
            RunningServer.Row(10, _ports[0], _ports[1]), RunningServer.Row(11, _ports[2], null), RunningServer.Row(12, _ports[0], _ports[3]));
        var body = await server.GetAsync("/api/status");
        Assert.Equal(("success", 2, "file"), (Text(body, "status"), body.GetProperty("total_extensions").GetInt32(), Text(body, "source")));
        Assert.True(body.GetProperty("loaded_at").TryGetDateTimeOffset(out _));
        var (own, given) = (body.GetProperty("extensions")[0], body.GetProperty("extensions")[1]);
        Assert.Equal(("ativo", _ports[1]), (Text(own, "status"), own.GetProperty("porta_retorno_ativa").GetInt32()));
        Assert.Equal(JsonValueKind.Null, given.GetProperty("porta_retorno").ValueKind);
        Assert.Equal(server.Server.Settings.PortAlternatives.First, given.GetProperty("porta_retorno_ativa").GetInt32());
        Assert.Equal(12, body.GetProperty("rejected")[0].GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Refresh_reports_its_own_reload_and_leaves_a_live_connection_untouched()
    {
        await using var server = await RunningServer.StartAsync(
            [RunningServer.Row(10, _ports[0], _ports[1]), RunningServer.Row(11, _ports[2], _ports[3])], followsFile: false);
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
        server.Write(
            RunningServer.Row(10, _ports[0], _ports[1]) with { ReturnNumber = "999" }, RunningServer.Row(12, _ports[4], _ports[5]),
            RunningServer.Row(13, 0, null));
        var (code, body) = await server.SendAsync(HttpMethod.Post, "/api/refresh");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Equal("""{"removed":1,"updated":1,"added":1,"unchanged":0,"rejected":1,"total_active":2}""", body.GetProperty("stats").GetRawText());
        Assert.Contains("fora da faixa", body.GetProperty("rejected")[0].GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        await peer.EchoAsync(2);
    }

    [Fact]
    public async Task A_file_edited_by_hand_is_followed()
    {
        await using var server = await StartAsync(RunningServer.Row(10, _ports[0], _ports[1]));
        server.Write(RunningServer.Row(10, _ports[0], _ports[1]), RunningServer.Row(11, _ports[2], _ports[3]));
        for (var open = false; !open; await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken))
            open = server.Server.Listeners.RouteOf("20111") is not null;
        using var peer = await Peer.ConnectAsync(_ports[2]);
        await peer.EchoAsync(1);
    }

    [Fact]
    public async Task Restart_rebinds_by_id_or_number_and_the_call_stays()
    {
        await using var server = await StartAsync(RunningServer.Row(10, _ports[0], _ports[1]));
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
        foreach (var json in new[] { """{"extension_id":10}""", """{"ramal":"20101"}""", """{"ramal":"20102"}""" })
        {
            var (code, body) = await server.SendAsync(HttpMethod.Post, "/api/restart", json);
            Assert.Equal((HttpStatusCode.OK, "ativo"), (code, Text(body.GetProperty("extension"), "status")));
        }
        await peer.EchoAsync(2);
        using var other = await Peer.ConnectAsync(_ports[0]);
        await other.EchoAsync(3);
    }

    [Theory]
    [InlineData("""{"extension_id":99}""", 404)]
    [InlineData("""{"ramal":"99"}""", 404)]
    [InlineData("{}", 400)]
    [InlineData("""{"extension_id":10,"ramal":"20101"}""", 400)]
    [InlineData("""{"extension_id":"dez"}""", 400)]
    public async Task A_restart_of_nothing_is_an_error(string json, int expected)
    {
        await using var server = await StartAsync(RunningServer.Row(10, _ports[0], _ports[1]));
        Assert.Equal(expected, (int)(await server.SendAsync(HttpMethod.Post, "/api/restart", json)).Code);
    }

    [Fact]
    public async Task Route_is_plain_text_for_both_numbers_and_an_empty_404_for_others()
    {
        await using var server = await StartAsync(
            RunningServer.Row(10, _ports[0], _ports[1]), RunningServer.Row(11, _ports[2], _ports[3], "203.0.113.9"), RunningServer.Row(12, _ports[4], _ports[5], "0.0.0.0"));
        Assert.Equal($"127.0.0.1:{_ports[0]}", await TextAsync(server, "/api/route/20101"));
        Assert.Equal($"127.0.0.1:{_ports[1]}", await TextAsync(server, "/api/route/20102"));
        Assert.Equal($"203.0.113.9:{_ports[2]}", await TextAsync(server, "/api/route/20111"));
        Assert.Equal($"127.0.0.1:{_ports[4]}", await TextAsync(server, "/api/route/20121"));
        using var missing = await server.Client.GetAsync(new Uri("/api/route/999", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Empty(await missing.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var peer = await Peer.ConnectAsync(_ports[2]); // behind a NAT: bound on every address
        await peer.EchoAsync(1);
    }

    [Theory]
    [InlineData("0.0.0.0", "192.168.7.2", "192.168.7.2")]
    [InlineData("0.0.0.0", "::ffff:192.168.7.2", "192.168.7.2")]
    [InlineData("0.0.0.0", "::1", "127.0.0.1")]
    [InlineData("0.0.0.0", "2001:db8::2", "0.0.0.0")]
    [InlineData("::", "192.168.7.2", "192.168.7.2")]
    [InlineData("::", "2001:db8::2", "2001:db8::2")]
    [InlineData("203.0.113.9", "192.168.7.2", "203.0.113.9")]
    public void Whoever_asks_for_a_wildcard_is_sent_where_it_reached_us(string configured, string reachedAt, string host) =>
        Assert.Equal(IPAddress.Parse(host), RouteApi.HostOf(IPAddress.Parse(configured), IPAddress.Parse(reachedAt)));

    [Fact]
    public async Task Health_and_readiness_differ_until_extensions_are_loaded()
    {
        await using var server = await RunningServer.StartAsync(null, s =>
        {
            File.WriteAllText(s.DataFile("ramais_config.json"), "{");
            return s;
        });
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/healthz")).Code);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.SendAsync(HttpMethod.Get, "/readyz")).Code);
        server.Write(RunningServer.Row(10, _ports[0], _ports[1]));
        await server.SendAsync(HttpMethod.Post, "/api/refresh");
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/readyz")).Code);
    }

    [Theory]
    [InlineData("GET", "/api/nada", 404)]
    [InlineData("GET", "/nada", 404)]
    [InlineData("POST", "/api/nada", 404)]
    [InlineData("DELETE", "/api/status", 405)]
    [InlineData("GET", "/api/refresh", 405)]
    public async Task An_unknown_path_or_method_has_the_one_error_shape(string method, string path, int expected)
    {
        await using var server = await StartAsync(RunningServer.Row(10, _ports[0], _ports[1]));
        var (code, body) = await server.SendAsync(new HttpMethod(method), path);
        Assert.Equal((expected, "error"), ((int)code, Text(body, "status")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_whether_its_length_is_told_or_not(bool told)
    {
        await using var server = await StartAsync(RunningServer.Row(10, _ports[0], _ports[1]));
        var bytes = Encoding.UTF8.GetBytes($$"""{"call_id":"{{new string('x', 70_000)}}"}""");
        using var content = new StreamContent(told ? new MemoryStream(bytes) : new Unseekable(bytes));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/hangup") { Content = content };
        request.Headers.TransferEncodingChunked = !told;
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("64 KiB", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_key_every_api_call_needs_it_and_health_does_not()
    {
        await using var server = await RunningServer.StartAsync(
            [RunningServer.Row(10, _ports[0], _ports[1])], s => s with { ApiKey = new Secret("correct-key") });
        var (code, body) = await server.SendAsync(HttpMethod.Get, "/api/status");
        Assert.Equal((HttpStatusCode.Unauthorized, "error"), (code, Text(body, "status")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SendAsync(HttpMethod.Get, "/API/status")).Code);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SendAsync(HttpMethod.Get, "/api/nada")).Code);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/healthz")).Code);
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(server, "X-API-Key", "wrong-key"));
        Assert.Equal(HttpStatusCode.OK, await WithAsync(server, "X-API-Key", "correct-key"));
        Assert.Equal(HttpStatusCode.OK, await WithAsync(server, "Authorization", "Bearer correct-key"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(server, "Authorization", "Basic correct-key"));
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_500_without_its_stack()
    {
        await using var server = await StartAsync(RunningServer.Row(10, _ports[0], _ports[1]));
        server.Calls.Calls.Add(null!);
        var (code, body) = await server.SendAsync(HttpMethod.Get, "/api/calls/0f8fad5b-d9cb-469f-a165-70867728950e");
        Assert.Equal(HttpStatusCode.InternalServerError, code);
        Assert.Equal("Falha interna: a causa está no registro do servidor.", Text(body, "message"));
    }

    private static Task<RunningServer> StartAsync(params Ramais.Extensions.ExtensionRow[] rows) => RunningServer.StartAsync(rows);

    private static async Task<HttpStatusCode> WithAsync(RunningServer server, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static Task<string> TextAsync(RunningServer server, string path) =>
        server.Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private static string? Text(JsonElement body, string name) => body.GetProperty(name).GetString();

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
