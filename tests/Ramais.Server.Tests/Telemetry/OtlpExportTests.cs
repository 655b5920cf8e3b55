using System.Text;
using Ramais.Server.Tests.Access;
using Ramais.Server.Tests.Ai;
using Ramais.Server.Tests.Hosting;
using Ramais.Testing;

namespace Ramais.Server.Tests.Telemetry;

/// <summary>The real process and a collector on loopback, told by OpenTelemetry's own variables.</summary>
public sealed class OtlpExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(2);

    public OtlpExportTests() => ServerProcess.Configure(_folder, RunningServer.Row(1, _ports[0], _ports[1]));

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 600_000)]
    public async Task A_visit_arrives_as_one_trace_beside_metrics_and_logs()
    {
        await using var collector = new StubServer(StubServer.Raw("200 OK", "", "application/x-protobuf"));
        var (call, address) = (Guid.NewGuid(), collector.Url.GetLeftPart(UriPartial.Authority));
        await using (var server = await ServerProcess.StartAsync(
            _folder, shutdownSeconds: 0, $"OTEL_EXPORTER_OTLP_ENDPOINT={address}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_SERVICE_NAME=portaria-de-teste"))
        {
            await KeypadVisit.RunAsync(server.Client, _ports[0], _ports[1], call);
            await server.SignalAsync("TERM"); // what is left is sent at the end
            Assert.Equal(0, await server.ExitCodeAsync(TestContext.Current.CancellationToken));
        }

        var spans = Of(collector, "/v1/traces").SelectMany(request => OtlpMessage.Spans(request.Bytes)).Where(span => span.TraceId == call.ToString("N")).ToList();
        var root = Assert.Single(spans, span => span.Name == "call");
        Assert.Equal("", root.Parent);
        Assert.Equal(
            ["decision", "resident leg", "ringing", "visitor leg"], spans.Where(span => span.Parent == root.Id).Select(span => span.Name).Order(StringComparer.Ordinal));
        Assert.Equal("", Assert.Single(spans, span => span.Name == "delivery").Parent);

        Assert.Contains(Of(collector, "/v1/metrics"), request => Has(request, "ramais.calls") && Has(request, "ramais.ringing.duration"));
        Assert.Contains(Of(collector, "/v1/logs"), request => Has(request, $"Chamada {call}") && Has(request, "Condominium"));
        Assert.All(collector.Requests, request => Assert.True(Has(request, "portaria-de-teste"), "OTEL_SERVICE_NAME is not said"));
        Assert.All(collector.Requests, request => Assert.False(Has(request, "Renata") || Has(request, "1003501"), "somebody's name or number was sent"));
    }

    private static IEnumerable<StubRequest> Of(StubServer collector, string path) =>
        collector.Requests.Where(request => request.Head.StartsWith($"POST {path} ", StringComparison.Ordinal));

    private static bool Has(StubRequest request, string text) => request.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
