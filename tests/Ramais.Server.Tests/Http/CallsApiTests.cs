using System.Net;
using System.Text.Json;
using Ramais.Calls;
using Ramais.Server.Http;

namespace Ramais.Server.Tests.Http;

public sealed class CallsApiTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CallView Call = new(
        Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), 10, "2018519", 15, "ringing", Start, null, null, new RingingView("501", 2, ["1003501"]),
        [new LegView(LegRole.Visitor, 8101, Start, null, null), new LegView(LegRole.Resident, 8201, Start.AddSeconds(9), null, null)],
        [new SpokenLine(900, LegRole.Visitor, "visitor", "sou o João <da> pizzaria")],
        new DecisionView(true, "501", "Renata", "João", "entrega", "key", Start.AddSeconds(12)),
        [new TimelineEntry(0, LegRole.Visitor, "connected"), new TimelineEntry(12000, LegRole.Resident, "key", "1")]);

    private RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        var ports = FreePorts.Take(2);
        _server = await RunningServer.StartAsync([RunningServer.Row(10, ports[0], ports[1])]);
        _server.Calls.Calls.Add(Call);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_list_has_summaries_without_what_was_said()
    {
        var body = await _server.GetAsync("/api/calls");
        Assert.Equal(1, body.GetProperty("total").GetInt32());
        var item = body.GetProperty("calls")[0];
        Assert.Equal(Call.Id, item.GetProperty("id").GetGuid());
        Assert.Equal("authorized", item.GetProperty("decision").GetProperty("authorization_result").GetString());
        Assert.Equal("""{"apartment":"501","attempt":2,"phones":["1003501"]}""", item.GetProperty("ringing").GetRawText());
        Assert.False(item.TryGetProperty("transcript", out _));
        Assert.False(item.TryGetProperty("timeline", out _));
    }

    [Fact]
    public async Task One_call_has_its_legs_transcript_decision_and_timeline_beside_the_status()
    {
        var body = await _server.GetAsync($"/api/calls/{Call.Id}");
        Assert.Equal("success", body.GetProperty("status").GetString());
        Assert.Equal(["visitor", "resident"], body.GetProperty("legs").EnumerateArray().Select(l => l.GetProperty("role").GetString()));
        Assert.Equal("""[{"at_ms":0,"leg":"visitor","event":"connected"},{"at_ms":12000,"leg":"resident","event":"key","detail":"1"}]""", body.GetProperty("timeline").GetRawText());
        Assert.Equal("1003501", body.GetProperty("ringing").GetProperty("phones")[0].GetString());
        Assert.Equal("sou o João <da> pizzaria", body.GetProperty("transcript")[0].GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, body.GetProperty("ended_at").ValueKind);
    }

    [Fact]
    public async Task Accents_travel_as_they_are_and_markup_does_not()
    {
        var raw = await _server.Client.GetStringAsync(new Uri($"/api/calls/{Call.Id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("João", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("<da>", raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"call_id":"0f8fad5b-d9cb-469f-a165-70867728950e"}""", 200, "visitor")]
    [InlineData("""{"call_id":"0F8FAD5B-D9CB-469F-A165-70867728950E","role":"resident"}""", 200, "resident")]
    [InlineData("""{"call_id":"0f8fad5b-d9cb-469f-a165-708677289500"}""", 404, null)]
    [InlineData("""{"call_id":"0f8fad5b-d9cb-469f-a165-70867728950e","role":"porteiro"}""", 400, null)]
    [InlineData("""{"call_id":"x"}""", 400, null)]
    [InlineData("""{"call_id":7}""", 400, null)]
    [InlineData("{}", 400, null)]
    public async Task A_leg_is_hung_up_by_call_and_role(string json, int expected, string? role)
    {
        var (code, body) = await _server.SendAsync(HttpMethod.Post, "/api/hangup", json);
        Assert.Equal(expected, (int)code);
        Assert.Equal(expected == 200 ? "success" : "error", body.GetProperty("status").GetString());
        Assert.Equal(role is null ? [] : [(Call.Id, LegWord.Parse(role)!.Value)], _server.Calls.HungUp);
    }

    [Theory]
    [InlineData(null, null, "live")]
    [InlineData("operator", null, "operator")] // settled, and the last sentence is still being heard
    [InlineData("authorized", "authorized", "authorized")]
    [InlineData("no_answer", "no_answer", "no_answer")]
    public async Task The_outcome_is_one_word_for_the_dialplan(string? settled, string? result, string expected)
    {
        _server.Calls.Calls[0] = Call with { Outcome = settled, Result = result };
        using var answer = await _server.Client.GetAsync(new Uri($"/api/calls/{Call.Id}/outcome", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("0f8fad5b-d9cb-469f-a165-708677289500")]
    [InlineData("x")]
    public async Task The_outcome_of_a_call_that_is_not_known_is_an_empty_404(string id)
    {
        using var answer = await _server.Client.GetAsync(new Uri($"/api/calls/{id}/outcome", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("/api/calls/x", HttpStatusCode.BadRequest)]
    [InlineData("/api/calls/0f8fad5b-d9cb-469f-a165-708677289500", HttpStatusCode.NotFound)]
    public async Task A_call_that_is_not_known_is_an_error(string path, HttpStatusCode expected) =>
        Assert.Equal(expected, (await _server.SendAsync(HttpMethod.Get, path)).Code);
}
