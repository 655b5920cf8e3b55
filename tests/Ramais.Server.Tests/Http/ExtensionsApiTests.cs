using System.Net;
using System.Text.Json;
using Ramais.Extensions;

namespace Ramais.Server.Tests.Http;

public sealed class ExtensionsApiTests : IAsyncLifetime
{
    private readonly int[] _ports = FreePorts.Take(6);
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(
        [RunningServer.Row(10, _ports[0], _ports[1]), RunningServer.Row(11, _ports[2], _ports[3])]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_list_has_the_contracts_fields()
    {
        var body = await _server.GetAsync("/api/extensions");
        Assert.Equal(("success", 2), (body.GetProperty("status").GetString(), body.GetProperty("total").GetInt32()));
        Assert.Equal(
            ["id", "ramal_ia", "ramal_retorno", "ip_servidor", "porta_ia", "porta_retorno", "condominio_id"],
            body.GetProperty("extensions")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(_ports[0], body.GetProperty("extensions")[0].GetProperty("porta_ia").GetInt32());
    }

    [Fact]
    public async Task A_row_that_is_added_listens_and_is_in_the_file_when_it_is_answered()
    {
        var (code, row) = await _server.SendAsync(HttpMethod.Post, "/api/extensions", Json("771", "772", _ports[4], _ports[5]));
        Assert.Equal((HttpStatusCode.Created, 12), (code, row.GetProperty("id").GetInt32()));
        Assert.Equal(("success", "771", 15), (Text(row, "status"), Text(row, "ramal_ia"), row.GetProperty("condominio_id").GetInt32()));
        using var peer = await Peer.ConnectAsync(_ports[4]);
        await peer.EchoAsync(7);
        Assert.Equal(3, JsonExtensionFile.Read(_server.ConfigPath, out _).Length);
    }

    [Fact]
    public async Task A_row_that_is_replaced_moves_and_the_call_on_the_old_port_goes_on()
    {
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
        var (code, row) = await _server.SendAsync(HttpMethod.Put, "/api/extensions/10", Json("2101", "2102", _ports[4], _ports[1]));
        Assert.Equal((HttpStatusCode.OK, 10), (code, row.GetProperty("id").GetInt32()));
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => Peer.ConnectAsync(_ports[0]));
        using var moved = await Peer.ConnectAsync(_ports[4]);
        await moved.EchoAsync(2);
        await peer.EchoAsync(3);
    }

    [Fact]
    public async Task A_row_that_is_removed_answers_as_it_was_and_drains()
    {
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
        var (code, row) = await _server.SendAsync(HttpMethod.Delete, "/api/extensions/10");
        Assert.Equal((HttpStatusCode.OK, "20101"), (code, Text(row, "ramal_ia")));
        await peer.EchoAsync(2);
        var status = await _server.GetAsync("/api/status");
        var draining = status.GetProperty("extensions").EnumerateArray().Single(e => e.GetProperty("id").GetInt32() == 10);
        Assert.Equal(("drenando", 1), (Text(draining, "status"), draining.GetProperty("conexoes").GetInt32()));
    }

    [Theory]
    [InlineData("POST", "/api/extensions", """{"ramal_ia":"1","ramal_retorno":"2","porta_ia":70000,"condominio_id":1}""", 400, "70000 fora da faixa")]
    [InlineData("POST", "/api/extensions", """{"ramal_ia":"1","ramal_retorno":"2","porta_ia":{},"condominio_id":true}""", 400, "não é um número")]
    [InlineData("POST", "/api/extensions", """{"id":"dez"}""", 400, "$.id")]
    [InlineData("POST", "/api/extensions", "{", 400, "JSON")]
    [InlineData("POST", "/api/extensions", "[]", 400, "JSON")]
    [InlineData("POST", "/api/extensions", "null", 400, "JSON")]
    [InlineData("POST", "/api/extensions", null, 400, "corpo falta")]
    [InlineData("POST", "/api/extensions", """{"id":10,"ramal_ia":"1","ramal_retorno":"2","porta_ia":1,"condominio_id":1}""", 409, "Já existe")]
    [InlineData("POST", "/api/extensions", """{"ramal_ia":"20111","ramal_retorno":"2","porta_ia":1,"condominio_id":1}""", 409, "já em uso pelo ramal 20111")]
    [InlineData("PUT", "/api/extensions/99", """{"ramal_ia":"1","ramal_retorno":"2","porta_ia":1,"condominio_id":1}""", 404, "id 99")]
    [InlineData("PUT", "/api/extensions/10", """{"id":11,"ramal_ia":"1","ramal_retorno":"2","porta_ia":1,"condominio_id":1}""", 400, "difere")]
    [InlineData("PUT", "/api/extensions/dez", "{}", 404, "caminho")]
    [InlineData("DELETE", "/api/extensions/99", null, 404, "id 99")]
    [InlineData("PATCH", "/api/extensions/10", "{}", 405, "PATCH")]
    public async Task A_wrong_request_changes_nothing_and_says_why(string method, string path, string? json, int expected, string reason)
    {
        var before = File.ReadAllBytes(_server.ConfigPath);
        var (code, body) = await _server.SendAsync(new HttpMethod(method), path, json);
        Assert.Equal(expected, (int)code);
        Assert.Equal(["status", "message"], body.EnumerateObject().Select(p => p.Name));
        Assert.Equal("error", Text(body, "status"));
        Assert.Contains(reason, Text(body, "message"), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_server.ConfigPath));
    }

    [Fact]
    public async Task A_form_or_plain_text_as_a_page_could_send_it_is_refused()
    {
        var (code, body) = await _server.SendAsync(HttpMethod.Post, "/api/extensions", Json("1", "2", _ports[4], _ports[5]), "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, code);
        Assert.Contains("application/json", Text(body, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_row_is_not_removed()
    {
        await _server.SendAsync(HttpMethod.Delete, "/api/extensions/10");
        var (code, body) = await _server.SendAsync(HttpMethod.Delete, "/api/extensions/11");
        Assert.Equal(HttpStatusCode.Conflict, code);
        Assert.Contains("ALLOW_EMPTY_EXTENSIONS", Text(body, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_breaks_while_running_is_a_503_and_changes_nothing()
    {
        File.WriteAllText(_server.ConfigPath, "{\"ramais\":[");
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/api/extensions"), (HttpMethod.Post, "/api/refresh"), (HttpMethod.Delete, "/api/extensions/10") })
        {
            var (code, body) = await _server.SendAsync(method, path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
            Assert.Contains("ramais_config.json", Text(body, "message"), StringComparison.Ordinal);
        }
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
    }

    private static string Json(string ai, string back, int visitor, int port) => JsonSerializer.Serialize(
        new { ramal_ia = ai, ramal_retorno = back, ip_servidor = "127.0.0.1", porta_ia = visitor, porta_retorno = port, condominio_id = 15 });

    private static string? Text(JsonElement body, string name) => body.GetProperty(name).GetString();
}
