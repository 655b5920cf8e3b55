using System.Globalization;
using System.Text.Json;
using Ramais.Server.Tests.Access;
using Ramais.Server.Tests.Hosting;
using Ramais.Testing;

namespace Ramais.Server.Tests.Telemetry;

/// <summary>The console of the real process: every line of a call says which call, extension, port and condominium.</summary>
public sealed class LogFormatTests : IDisposable
{
    private const int Limit = 600_000;

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(2);
    private readonly Guid _call = Guid.NewGuid();

    public LogFormatTests() => ServerProcess.Configure(_folder, RunningServer.Row(1, _ports[0], _ports[1]));

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = Limit)]
    public async Task As_json_every_line_is_an_object_and_those_of_a_call_are_scoped()
    {
        var lines = (await LinesOfVisitAsync(TestContext.Current.CancellationToken, "LOG_FORMAT=json")).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        var ofCall = lines.Where(line => line.GetProperty("Message").GetString()!.Contains($"{_call}", StringComparison.Ordinal)).ToList();
        Assert.True(ofCall.Count >= 5, $"{ofCall.Count} lines of the call"); // two connected, two left, one ended
        Assert.All(ofCall, line =>
        {
            var scope = Assert.Single(line.GetProperty("Scopes").EnumerateArray(), s => s.TryGetProperty("CallId", out _));
            Assert.Equal((_call.ToString(), "2011", 15), (scope.GetProperty("CallId").GetString(), scope.GetProperty("Extension").GetString(), Number(scope, "Condominium")));
            Assert.Contains(Number(scope, "Port"), _ports);
        });
        Assert.Equal(_ports.Order(), ofCall.SelectMany(line => line.GetProperty("Scopes").EnumerateArray()).Where(s => s.TryGetProperty("Port", out _)).Select(s => Number(s, "Port")).Distinct().Order());
    }

    [Fact(Timeout = Limit)]
    public async Task As_text_the_scope_stands_in_the_line()
    {
        var ofCall = (await LinesOfVisitAsync(TestContext.Current.CancellationToken)).Where(line => line.Contains($"Chamada {_call}", StringComparison.Ordinal)).ToList();

        Assert.True(ofCall.Count >= 5, $"{ofCall.Count} lines of the call");
        Assert.All(ofCall, line => Assert.Contains(_ports, port => line.Contains($"chamada {_call} ramal 2011 porta {port} condomínio 15", StringComparison.Ordinal)));
    }

    [Fact(Timeout = Limit)]
    public async Task The_level_keeps_lines_away() =>
        Assert.DoesNotContain(await LinesOfVisitAsync(TestContext.Current.CancellationToken, "LOG_LEVEL=error"), line => line.Contains($"{_call}", StringComparison.Ordinal));

    private async Task<string[]> LinesOfVisitAsync(CancellationToken cancellation, params string[] settings)
    {
        await using var server = await ServerProcess.StartAsync(_folder, shutdownSeconds: 0, settings);
        await KeypadVisit.RunAsync(server.Client, _ports[0], _ports[1], _call);
        await server.SignalAsync("TERM");
        Assert.Equal(0, await server.ExitCodeAsync(cancellation));
        return await server.OutputAsync();
    }

    private static int Number(JsonElement scope, string name) => scope.GetProperty(name) is { ValueKind: JsonValueKind.String } text
        ? int.Parse(text.GetString()!, CultureInfo.InvariantCulture)
        : scope.GetProperty(name).GetInt32();
}
