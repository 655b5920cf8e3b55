using System.Text.Json;
using System.Text.RegularExpressions;
using Ramais.Calls;
using Ramais.Conversation;
using Ramais.Server.Hosting;
using Ramais.Server.Tests.Access;
using Ramais.Testing;

namespace Ramais.Server.Tests.Telemetry;

/// <summary>What /metrics says after whole visits, judged as Prometheus' own tool judges it.</summary>
public sealed partial class MetricsAfterCallsTests
{
    private readonly int[] _ports = FreePorts.Take(2);

    [Fact(Timeout = 600_000)]
    public async Task Visits_leave_well_formed_families_and_nothing_of_anybody_in_them()
    {
        await using var server = await RunningServer.StartAsync([RunningServer.Row(1, _ports[0], _ports[1])], calls: CallHosting.AddCalls);
        Guid[] calls = [Guid.NewGuid(), Guid.NewGuid()];
        var visits = Task.WhenAll(
            KeypadVisit.RunAsync(server.Client, _ports[0], _ports[1], calls[0]), KeypadVisit.RunAsync(server.Client, _ports[0], _ports[1], calls[1], "2"));
        var during = 0.0;
        while (!visits.IsCompleted)
        {
            var live = await ReadAsync(server);
            Assert.Empty(PrometheusLint.Faults(live));
            during = Math.Max(during, live.FirstOrDefault(f => f.Name == "ramais_extension_calls")?.Samples.Max(s => s.Value) ?? 0);
            await Task.WhenAny(visits, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken));
        }
        await visits;
        var families = await ReadAsync(server);

        Assert.Empty(PrometheusLint.Faults(families));
        Assert.True(during >= 1, "no scrape saw a call");
        Assert.Equal(1, families.Single(f => f.Name == "ramais_decisions_total").Of("result", "authorized"));
        Assert.Equal(1, families.Single(f => f.Name == "ramais_decisions_total").Of("result", "denied"));
        var answered = families.Single(f => f.Name == "ramais_ringing_duration_seconds").Samples.Single(s => s.Name.EndsWith("_count", StringComparison.Ordinal));
        Assert.Equal(("answered", 2), (answered.Labels["result"], answered.Value));
        Assert.All(families.Single(f => f.Name == "ramais_extension_calls").Samples, s => Assert.Equal(("2011", 0), (s.Labels["extension"], s.Value)));
        Assert.All(families.Single(f => f.Name == "ramais_extension_calls").Samples, s => Assert.Contains(s.Labels["state"], Enum.GetValues<Phase>().Select(CallWords.Of)));
        Assert.Contains(families, f => f.Name == "dotnet_gc_collections_total");
        Assert.Contains(families, f => f.Name == "dotnet_process_memory_working_set_bytes");
        Assert.All(PrometheusLint.LabelValues(families), v => Assert.False(
            Identifies(v, calls) || Personal.Value.Any(known => v.Contains(known, StringComparison.OrdinalIgnoreCase)), $"a label says {v}"));
    }

    private static async Task<List<Family>> ReadAsync(RunningServer server) =>
        PrometheusText.Read(await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("# HELP a_total Help.\n# TYPE a_total gauge\na_total 1\n", "a gauge by that name")]
    [InlineData("# HELP a Help.\n# TYPE a counter\na 1\n", "a counter by that name")]
    [InlineData("# TYPE a gauge\na 1\n", "no help")]
    [InlineData("# TYPE a_ms gauge\n# HELP a_ms Help.\na_ms 1\n", "not in a base unit")]
    [InlineData("# TYPE a gauge\n# HELP a Help.\na{b=\"1\",c=\"2\"} 1\na{c=\"2\",b=\"1\"} 1\n", "the series stands twice")]
    [InlineData("# TYPE a histogram\n# HELP a Help.\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n", "not cumulative")]
    [InlineData("# TYPE a histogram\n# HELP a Help.\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n", "boundaries not ascending to infinity")]
    [InlineData("# TYPE a histogram\n# HELP a Help.\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n", "the count is not that of the last bucket")]
    public void The_check_itself_finds_faults(string text, string fault) =>
        Assert.Contains(PrometheusLint.Faults(PrometheusText.Read(Ordered(text))), f => f.EndsWith(fault, StringComparison.Ordinal));

    /// <summary>Whoever and whatever the sample directory names: residents and their telephones.</summary>
    private static readonly Lazy<List<string>> Personal = new(() =>
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "samples", "diretorio.json"))).RootElement.EnumerateArray()
            .SelectMany(c => c.GetProperty("apartments").EnumerateArray())
            .SelectMany(a => a.GetProperty("residents").EnumerateArray().Select(r => r.GetString()!).Concat(Phones(a.GetProperty("voip_number")))),
    ]);

    private static IEnumerable<string> Phones(JsonElement phones) =>
        phones.ValueKind == JsonValueKind.Array ? phones.EnumerateArray().Select(p => p.GetString()!) : [phones.GetString()!];

    private static bool Identifies(string value, Guid[] calls) => Uuid().IsMatch(value) || calls.Any(c => value.Contains(c.ToString("N"), StringComparison.OrdinalIgnoreCase));

    private static string Ordered(string text) => text.StartsWith("# HELP", StringComparison.Ordinal)
        ? string.Join('\n', text.Split('\n') is [var help, var type, .. var rest] ? [type, help, .. rest] : [])
        : text;

    [GeneratedRegex("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();
}
