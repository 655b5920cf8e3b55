using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Ramais.Calls;
using Ramais.History;
using Ramais.Server.History;
using Ramais.Server.Http;
using Ramais.Server.Speech;
using Ramais.Server.Tests.History;

namespace Ramais.Server.Tests.Http;

/// <summary>Live calls, calls that ended a moment ago, and the history, as one list.</summary>
[Collection(SqlitePools.Name)]
public sealed class CallHistoryApiTests : IAsyncLifetime
{
    private readonly ListedCalls _board = new();
    private RunningServer _server = null!;
    private HistoryStore _store = null!;
    private string _path = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(
        [RunningServer.Row(10, FreePorts.Take(1)[0], null)],
        calls: (services, settings) =>
        {
            _path = settings.DataFile("historico.db");
            var database = new SqliteHistory(_path);
            _store = new(database, "a", TimeProvider.System);
            services.AddSingleton<IConnectionHandler>(new EchoHandler()).AddSingleton<ICallBoard>(_board).AddSingleton<ICallHistory>(new CallHistory(database)).AddSpeech(settings);
        });

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task The_first_page_has_the_live_calls_those_that_have_just_ended_and_then_the_history()
    {
        await _store.SaveAsync([.. Enumerable.Range(0, 60).Select(n => PastCalls.Ended(n))], Cancellation);
        _board.Calls.AddRange([PastCalls.Live(100), PastCalls.Ended(99), PastCalls.Ended(59)]); // the last one is in the history already
        var first = await _server.GetAsync("/api/calls?limit=20");
        Assert.Equal([100, 99, .. Enumerable.Range(41, 19).Reverse()], Numbers(first));
        Assert.Equal((21, JsonValueKind.Null), (first.GetProperty("total").GetInt32(), first.GetProperty("history_error").ValueKind));
        var second = await _server.GetAsync($"/api/calls?limit=20&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(Enumerable.Range(21, 20).Reverse(), Numbers(second));
        var third = await _server.GetAsync($"/api/calls?limit=20&cursor={second.GetProperty("next").GetString()}");
        Assert.Equal(Enumerable.Range(1, 20).Reverse(), Numbers(third));
        var last = await _server.GetAsync($"/api/calls?limit=20&cursor={third.GetProperty("next").GetString()}");
        Assert.Equal([0], Numbers(last));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task A_past_call_has_the_shape_of_the_others()
    {
        await _store.SaveAsync([PastCalls.Ended(1)], Cancellation);
        _board.Calls.Add(PastCalls.Ended(2));
        var calls = (await _server.GetAsync("/api/calls")).GetProperty("calls");
        Assert.Equal(calls[0].EnumerateObject().Select(p => p.Name), calls[1].EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, calls[1].GetProperty("legs").GetArrayLength());
        Assert.Equal(calls[0].GetProperty("decision").EnumerateObject().Select(p => p.Name), calls[1].GetProperty("decision").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Filters_hold_for_live_calls_too()
    {
        await _store.SaveAsync([PastCalls.Ended(1, condominium: 15), PastCalls.Ended(2, condominium: 16), PastCalls.Ended(3, "denied", 15)], Cancellation);
        _board.Calls.AddRange([PastCalls.Live(100, 15), PastCalls.Live(101, 16)]);
        Assert.Equal([100, 3, 1], Numbers(await _server.GetAsync("/api/calls?condominium=15")));
        Assert.Equal([3], Numbers(await _server.GetAsync("/api/calls?condominium=15&result=denied")));
        Assert.Equal([2, 1], Numbers(await _server.GetAsync("/api/calls?from=2026-03-01T09:00:00-03:00&to=2026-03-01T12:00:03Z")));
    }

    [Fact]
    public async Task One_call_comes_from_the_history_when_memory_has_forgotten_it_or_it_was_erased()
    {
        var call = PastCalls.Ended(1);
        await _store.SaveAsync([call with { Transcript = [] }], Cancellation);
        _board.Calls.Add(call.Bare());
        Assert.Empty((await _server.GetAsync($"/api/calls/{call.Id}")).GetProperty("transcript").EnumerateArray());
        _board.Calls.Clear();
        Assert.Equal("authorized", (await _server.GetAsync($"/api/calls/{call.Id}")).GetProperty("result").GetString());
        Assert.Equal("authorized", await _server.Client.GetStringAsync(new Uri($"/api/calls/{call.Id}/outcome", UriKind.Relative), Cancellation));
    }

    [Theory]
    [InlineData("from=ontem", "from: \"ontem\" não serve; use uma data e hora ISO 8601")]
    [InlineData("to=12:00", "to: \"12:00\" não serve")]
    [InlineData("condominium=quinze", "condominium: \"quinze\" não serve; use o número de um condomínio.")]
    [InlineData("result=aberto", "result: \"aberto\" não serve; use abandoned, authorized, denied, failed, no_answer, operator.")]
    [InlineData("limit=0", "limit: \"0\" não serve; use um número de 1 a 500.")]
    [InlineData("limit=501", "limit: \"501\" não serve")]
    [InlineData("cursor=abc", "cursor: não é o next de uma página")]
    [InlineData("cursor=%3D%3B--", "cursor: não é o next de uma página")]
    public async Task A_wrong_parameter_is_told_in_one_line(string query, string expected)
    {
        foreach (var path in new[] { "/api/calls", "/api/calls.csv" })
        {
            var (code, body) = await _server.SendAsync(HttpMethod.Get, $"{path}?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, code);
            var message = body.GetProperty("message").GetString()!;
            Assert.StartsWith(expected, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_leaves_the_calls_in_memory()
    {
        await _store.SaveAsync([PastCalls.Ended(1)], Cancellation);
        SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(_path, "isto não é um banco de dados, e é longo o bastante para que ninguém pense que é", Cancellation);
        File.Delete(_path + "-wal");
        _board.Calls.AddRange([PastCalls.Live(100), PastCalls.Ended(99)]);
        var body = await _server.GetAsync("/api/calls");
        Assert.Equal([100, 99], Numbers(body));
        Assert.Contains("está danificado", body.GetProperty("history_error").GetString(), StringComparison.Ordinal);
        Assert.Equal("authorized", (await _server.GetAsync($"/api/calls/{PastCalls.Id(99)}")).GetProperty("result").GetString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _server.SendAsync(HttpMethod.Get, $"/api/calls/{PastCalls.Id(1)}")).Code);
        using var outcome = await _server.Client.GetAsync(new Uri($"/api/calls/{PastCalls.Id(1)}/outcome", UriKind.Relative), Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, ""), (outcome.StatusCode, await outcome.Content.ReadAsStringAsync(Cancellation)));
        var cursor = new HistoryCursor(PastCalls.Start, PastCalls.Id(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _server.SendAsync(HttpMethod.Get, $"/api/calls?cursor={cursor}")).Code);
    }

    [Fact]
    public async Task The_csv_has_every_ended_call_and_nothing_that_a_spreadsheet_would_carry_out()
    {
        var evil = PastCalls.Ended(700);
        await _store.SaveAsync(
            [.. Enumerable.Range(0, 600).Select(n => PastCalls.Ended(n)), evil with { Decision = evil.Decision! with { Visitor = "=HYPERLINK(\"http://x\";\"a\")", Resident = " +1", Apartment = "501; B" } }],
            Cancellation);
        using var answer = await _server.Client.GetAsync(new Uri("/api/calls.csv", UriKind.Relative), Cancellation);
        Assert.Equal(("text/csv", "utf-8", "chamadas.csv"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).TrimEnd().Split("\r\n");
        Assert.Equal(602, lines.Length);
        Assert.StartsWith("id;inicio;fim;", lines[0], StringComparison.Ordinal);
        Assert.Contains(";authorized;authorized;\"501; B\";\"' +1\";\"'=HYPERLINK(\"\"http://x\"\";\"\"a\"\")\";entrega;voice;", lines[1], StringComparison.Ordinal);
        Assert.Contains(";\"João d'Ávila; --\";", lines[2], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 600).Reverse().Prepend(700).Select(n => PastCalls.Id(n).ToString()), lines.Skip(1).Select(l => l.Split(';')[0]));
    }

    [Theory]
    [InlineData("Renata", "Renata")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("@x", "\"'@x\"")]
    [InlineData("-5", "\"'-5\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData("", "")]
    public void A_cell_is_only_a_text(string text, string expected) => Assert.Equal(expected, CallsCsv.Cell(text));

    private static List<int> Numbers(JsonElement body) =>
        [.. body.GetProperty("calls").EnumerateArray().Select(c => BitConverter.ToInt32(c.GetProperty("id").GetGuid().ToByteArray(), 0))];
}
