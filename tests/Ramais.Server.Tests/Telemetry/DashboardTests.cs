using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Ramais.Calls;
using Ramais.Server.Ai;
using Ramais.Server.Hosting;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Telemetry;
using Ramais.Testing;

namespace Ramais.Server.Tests.Telemetry;

/// <summary>What deploy/ asks Prometheus for is what a server with everything configured really tells.</summary>
public sealed partial class DashboardTests
{
    private readonly int[] _ports = FreePorts.Take(2);

    [Fact]
    public async Task Every_metric_and_label_of_the_dashboard_and_of_the_alerts_exists()
    {
        var families = await ScrapeAsync();
        var series = families.SelectMany(f => f.Samples.Select(s => (s.Name, Labels: s.Labels.Keys))).GroupBy(s => s.Name, s => s.Labels)
            .ToDictionary(g => g.Key, g => g.SelectMany(labels => labels).ToHashSet());

        var queries = Dashboard().Concat(Alerts()).ToList();
        Assert.True(queries.Count > 40, $"{queries.Count} queries found");
        foreach (var query in queries)
        {
            var metrics = Metric().Matches(query).Select(m => m.Value).Distinct().ToList();
            Assert.True(metrics.Count > 0 || query.StartsWith("up{", StringComparison.Ordinal), $"no metric in: {query}");
            Assert.All(metrics, metric => Assert.Contains(metric, series.Keys));
            var known = metrics.SelectMany(metric => series[metric]).Append("le").Append("job").ToHashSet();
            Assert.All(Grouping().Matches(query).SelectMany(by => by.Groups[1].Value.Split(", ")), label => Assert.Contains(label, known));
            Assert.All(Selector().Matches(query), by => Assert.Contains(by.Groups[1].Value, known));
        }
    }

    [Fact]
    public void Panels_have_titles_descriptions_and_ids_of_their_own()
    {
        var panels = Panels();
        Assert.Equal(panels.Count, panels.Select(p => p.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.All(panels.Where(p => p.GetProperty("type").GetString() != "row"), p =>
            Assert.True(p.GetProperty("title").GetString() is { Length: > 0 } && p.GetProperty("description").GetString() is { Length: > 0 }));
    }

    /// <summary>Everything configured, and every instrument that waits for an event told of one.</summary>
    private async Task<List<Family>> ScrapeAsync()
    {
        await using var server = await RunningServer.StartAsync([RunningServer.Row(1, _ports[0], _ports[1])], Everything, CallHosting.AddCalls);
        var services = server.Server.Services;
        var (calls, speech, ai) = (services.GetRequiredService<CallInstruments>(), services.GetRequiredService<SpeechMetrics>(), services.GetRequiredService<AiMetrics>());
        calls.Answered(LegRole.Visitor, new(1, 1, 1, 1, 1, 5));
        calls.Rang(TimeSpan.FromSeconds(3), RingResult.Answered);
        calls.Decided(new(Guid.NewGuid(), 15, true, "", "", "", "entrega", "key", DateTimeOffset.UnixEpoch));
        speech.Recognised("vosk", TimeSpan.FromSeconds(1));
        speech.RecognitionFailed("vosk", ProviderFailure.Timeout);
        speech.Spoken("espeak", TimeSpan.FromSeconds(1));
        speech.SynthesisFailed("azure", ProviderFailure.Timeout);
        ai.Answered("ai_service", TimeSpan.FromSeconds(1));
        ai.Failed("ai_service", ProviderFailure.Timeout);
        GC.Collect(); // the runtime tells of its heap after the first collection
        using var visitor = await Peer.ConnectAsync(_ports[0]);
        await visitor.SendIdAsync(Guid.NewGuid());
        while (true)
        {
            var families = PrometheusText.Read(await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));
            if (families.Any(f => f.Name == "ramais_extension_calls"))
                return families;
        }
    }

    private static RamaisSettings Everything(RamaisSettings settings) => settings with
    {
        AiApiUrl = new("http://127.0.0.1:9/messages"),
        Recording = new(true),
        Recognition = new() { Recognisers = [new VoskSettings(new("ws://127.0.0.1:9"), ClosedGrammar: false)] },
        Synthesis = new() { Voices = [new WyomingVoiceSettings(new("tcp://127.0.0.1:9"), null), new EspeakSettings()] },
    };

    private static List<JsonElement> Panels() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "deploy", "grafana", "ramais.json"))).RootElement.GetProperty("panels").EnumerateArray()];

    private static IEnumerable<string> Dashboard() => Panels()
        .Where(p => p.TryGetProperty("targets", out _))
        .SelectMany(p => p.GetProperty("targets").EnumerateArray())
        .Select(t => t.GetProperty("expr").GetString()!);

    private static IEnumerable<string> Alerts() => File.ReadLines(Path.Combine(RepositoryFiles.Root, "deploy", "prometheus", "ramais.rules.yml"))
        .Select(line => line.Trim()).Where(line => line.StartsWith("expr: ", StringComparison.Ordinal)).Select(line => line["expr: ".Length..]);

    [GeneratedRegex("(ramais|dotnet)_[a-z0-9_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("by \\(([a-z_, ]+)\\)")]
    private static partial Regex Grouping();

    [GeneratedRegex("[{,]([a-z_]+)=~?\"")]
    private static partial Regex Selector();
}
