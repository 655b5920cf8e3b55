using System.Text.RegularExpressions;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.Server.Cli;
using Ramais.Server.Dialplan;
using Ramais.Testing;

namespace Ramais.Server.Tests.Dialplan;

public sealed class DialplanCommandTests
{
    [Fact]
    public async Task Rows_that_can_be_printed_are_the_others_are_named_on_stderr_with_exit_code_1()
    {
        var (code, output, error) = await RunAsync("API_KEY=correct-key", Row(10, "2018519", "2018520"), Row(11, "porta", "2018522"), Row(12, "2018523", "1;2"));
        Assert.Equal(ExitCodes.Failed, code);
        var contexts = DialplanReader.Read(output.Split('\n'));
        Assert.Equal(["2018519"], contexts[DialplanText.VisitorContext].Select(e => e.Number));
        Assert.Equal(2, error.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("id 11 ficou de fora: num plano de discagem", error, StringComparison.Ordinal);
        Assert.Contains("id 12 ficou de fora: ramal_retorno", error, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-key", output + error, StringComparison.Ordinal);
        Assert.Contains("${RAMAIS_API_KEY}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_options_asterisk_is_taken_to_be_on_this_machine()
    {
        var (code, output, error) = await RunAsync("API_PORT=8090", Row(10, "2018519", "2018520"));
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        Assert.Contains("CURL(http://127.0.0.1:8090/api/route/2018519)", output, StringComparison.Ordinal);
        Assert.Contains("Set(DESTINO=127.0.0.1:8101)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_address_of_a_route_finds_a_number_with_symbols()
    {
        var ports = FreePorts.Take(2);
        await using var server = await RunningServer.StartAsync([Row(10, "*55#", "+5520") with { Address = "127.0.0.1", VisitorPort = $"{ports[0]}", ReturnPort = $"{ports[1]}" }]);
        var api = server.Server.ApiAddress.ToString().TrimEnd('/');
        var entries = server.Server.Extensions.Snapshot!.Extensions.Select(e => new DialplanEntry(e, e.ReturnPort)).ToList();
        var printed = string.Join('\n', DialplanText.Write(entries, new DialplanOptions("127.0.0.1", api, false, null)).Lines);
        var answers = new List<string>();
        foreach (Match curl in Regex.Matches(printed, @"DESTINO=\$\{CURL\((.+)\)\}"))
            answers.Add(await server.Client.GetStringAsync(new Uri(curl.Groups[1].Value), TestContext.Current.CancellationToken));
        Assert.Equal([$"127.0.0.1:{ports[0]}", $"127.0.0.1:{ports[1]}"], answers);
    }

    [Theory]
    [InlineData("authorized", true)]
    [InlineData("denied", true)]
    [InlineData("no_answer", false)]
    [InlineData("operator", false)]
    [InlineData(null, false)]
    public async Task The_printed_question_tells_a_call_that_a_resident_decided_from_all_others(string? result, bool decided)
    {
        await using var server = await RunningServer.StartAsync(null);
        var id = Guid.NewGuid();
        server.Calls.Calls.Add(new CallView(
            id, 10, "2018519", 15, "ended", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, result, null, [],
            [new SpokenLine(1, LegRole.Visitor, "visitor", "authorized")], null, []));
        var lines = DialplanText.Write(
            [new DialplanEntry(new Extension(10, "2018519", "2018520", "127.0.0.1", 8101, 8201, 15), 8201)],
            new DialplanOptions("127.0.0.1", server.Server.ApiAddress.ToString().TrimEnd('/'), false, new DialplanTarget("9000", "default"))).Lines;
        var question = Regex.Match(string.Join('\n', lines), @"GotoIf\(\$\{REGEX\(""(?<pattern>[^""]+)"" \$\{CURL\((?<url>[^)]+)\)\}\)\}\?fim\)");
        var answer = await server.Client.GetStringAsync(
            new Uri(question.Groups["url"].Value.Replace("${UUID}", id.ToString(), StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Assert.Equal(decided, Regex.IsMatch(answer, question.Groups["pattern"].Value));
    }

    private static ExtensionRow Row(int id, string number, string back) => new(id, number, back, "0.0.0.0", $"81{id - 9:00}", $"82{id - 9:00}", "15");

    private static async Task<(int Code, string Output, string Error)> RunAsync(string setting, params ExtensionRow[] rows)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(".env"), $"DATA_DIR={folder.Path}\n{setting}\n");
        File.WriteAllBytes(folder.File("ramais_config.json"), JsonExtensionFile.Format([.. rows]));
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RamaisCli.RunAsync(["dialplan", "--env-file", folder.File(".env")], TextReader.Null, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
