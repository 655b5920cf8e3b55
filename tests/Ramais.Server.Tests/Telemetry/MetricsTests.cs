using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Ramais.AudioSocket;
using Ramais.Listeners;
using Ramais.Server.Hosting;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Telemetry;

public sealed class MetricsTests
{
    private readonly int[] _ports = FreePorts.Take(4);

    [Fact]
    public async Task Every_metric_of_ours_has_type_help_unit_and_bounded_labels()
    {
        await using var server = await StartWithCallsAsync();
        var ours = (await ReadAsync(server)).Where(f => f.Name.StartsWith("ramais_", StringComparison.Ordinal)).ToList();
        Assert.True(ours.Count >= 15, $"{ours.Count} metrics found");
        Assert.Equal(ours.Count, ours.Select(f => f.Name).Distinct().Count());
        foreach (var family in ours)
        {
            Assert.EndsWith(".", family.Help, StringComparison.Ordinal);
            Assert.Equal(family.Type == "counter", family.Name.EndsWith("_total", StringComparison.Ordinal));
            Assert.NotEmpty(family.Samples);
            Assert.All(family.Samples.SelectMany(s => s.Labels).Where(l => l.Key != "le"), l => Assert.Contains(l.Value, Allowed[l.Key]));
        }
        foreach (var time in ours.Where(f => f.Name.Contains("duration", StringComparison.Ordinal) || f.Name.Contains("age", StringComparison.Ordinal)))
            Assert.Contains("_seconds", time.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extensions_are_counted_by_how_they_stand()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, _ports[2]));
        holder.Listen();
        await using var server = await RunningServer.StartAsync(
            [RunningServer.Row(1, _ports[0], _ports[1]), RunningServer.Row(2, _ports[2], _ports[3]), RunningServer.Row(3, 70000, null)]);
        var metrics = await ReadAsync(server);
        Assert.Equal((1, 1, 0), Extensions(metrics));
        Assert.Equal(1, One(metrics, "ramais_extensions_rejected").Value);
        Assert.Equal("file", One(metrics, "ramais_source_age_seconds").Labels["source"]);
        using var peer = await Peer.ConnectAsync(_ports[0]);
        await peer.EchoAsync(1);
        server.Write(RunningServer.Row(2, _ports[2], _ports[3]));
        await server.SendAsync(HttpMethod.Post, "/api/refresh");
        metrics = await ReadAsync(server);
        Assert.Equal((0, 1, 1), Extensions(metrics));
        Assert.Equal(1, One(metrics, "ramais_connections_active").Value);
    }

    [Fact]
    public async Task Reloads_are_counted_by_result_with_their_time()
    {
        await using var server = await RunningServer.StartAsync([RunningServer.Row(1, _ports[0], _ports[1])]);
        File.WriteAllText(server.ConfigPath, "{");
        await server.SendAsync(HttpMethod.Post, "/api/refresh");
        var metrics = await ReadAsync(server);
        var (reloads, times) = (Family(metrics, "ramais_reloads_total"), Family(metrics, "ramais_reload_duration_seconds_total"));
        Assert.Equal(1, reloads.Of("result", "success"));
        Assert.InRange(reloads.Of("result", "failure"), 1, 2); // the watch may have seen the file, too
        Assert.True(times.Of("result", "success") > 0);
    }

    [Fact]
    public async Task Refused_peers_are_counted()
    {
        await using var server = await RunningServer.StartAsync(
            [RunningServer.Row(1, _ports[0], _ports[1])], s => s with { PbxAllow = PbxAllowList.TryParse("10.0.0.0/8", out _)! });
        server.Server.Services.GetRequiredService<PbxGuard>().Admits(new IPEndPoint(IPAddress.Loopback, 1));
        Assert.Equal(1, One(await ReadAsync(server), "ramais_connections_refused_total").Value);
    }

    [Fact]
    public async Task A_call_is_counted_while_it_lives_and_afterwards_by_its_result()
    {
        await using var server = await StartWithCallsAsync();
        await using (var visitor = await AudioSocketClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _ports[0]), Guid.NewGuid(), TestContext.Current.CancellationToken))
        {
            var live = await UntilAsync(server, m => Family(m, "ramais_legs_active").Of("role", "visitor") == 1); // a call is there before its leg
            Assert.Equal((1, 0), (One(live, "ramais_calls_active").Value, Family(live, "ramais_legs_active").Of("role", "resident")));
            await visitor.SendHangupAsync(TestContext.Current.CancellationToken);
        }
        var ended = await UntilAsync(server, m => One(m, "ramais_calls_active").Value == 0);
        Assert.Equal(1, Family(ended, "ramais_calls_total").Of("result", "abandoned"));
        Assert.Equal(1, Family(ended, "ramais_calls_total").Samples.Sum(s => s.Value));
    }

    [Fact]
    public async Task The_key_is_for_the_api_and_not_for_counts()
    {
        await using var server = await RunningServer.StartAsync(null, s => s with { ApiKey = new Secret("correct-key") });
        Assert.NotEmpty(await ReadAsync(server));
    }

    /// <summary>Every label that may appear, with every value: nobody's name or number, no call.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["status"] = ["ativo", "drenando", "falhou", "porta_alternativa"],
        ["result"] = ["success", "failure", "authorized", "denied", "no_answer", "operator", "abandoned", "failed", "answered", "unanswered"],
        ["role"] = ["visitor", "resident"],
        ["source"] = ["file", "database"],
        ["sink"] = ["arquivo"],
        ["later_than"] = ["0.01", "0.04"],
        ["provider"] = ["espeak", "vosk", "openai", "azure", "wyoming", "deepgram", "ai_service", "chat_model", "rules"],
        ["reason"] = ["unreachable", "timeout", "status", "too_large", "shape", "paused", "busy"],
    };

    private Task<RunningServer> StartWithCallsAsync() => RunningServer.StartAsync([RunningServer.Row(1, _ports[0], _ports[1])], calls: CallHosting.AddCalls);

    private static (double Active, double Alternative, double Draining) Extensions(List<Family> metrics)
    {
        var family = Family(metrics, "ramais_extensions");
        return (family.Of("status", "ativo"), family.Of("status", "porta_alternativa"), family.Of("status", "drenando"));
    }

    /// <summary>What the server does when a party connects or leaves follows a moment later.</summary>
    private static async Task<List<Family>> UntilAsync(RunningServer server, Func<List<Family>, bool> reached)
    {
        while (true)
        {
            if (await ReadAsync(server) is var metrics && reached(metrics))
                return metrics;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static Family Family(List<Family> metrics, string name) => metrics.Single(f => f.Name == name);

    private static Sample One(List<Family> metrics, string name) => Assert.Single(Family(metrics, name).Samples);

    private static async Task<List<Family>> ReadAsync(RunningServer server) =>
        PrometheusText.Read(await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));
}
