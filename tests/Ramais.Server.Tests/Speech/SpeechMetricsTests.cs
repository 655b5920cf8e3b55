using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ramais.Server.Ai;
using Ramais.Server.Hosting;
using Ramais.Server.Providers;
using Ramais.Server.Settings;
using Ramais.Server.Speech;
using Ramais.Testing;

namespace Ramais.Server.Tests.Speech;

/// <summary>What a running server tells Prometheus of its providers.</summary>
public sealed class SpeechMetricsTests
{
    [Fact]
    public async Task Providers_are_counted_where_prometheus_looks()
    {
        using var folder = new TemporaryFolder();
        var settings = new RamaisSettings { ApiPort = 0, DataDir = folder.Path, ShutdownLimit = TimeSpan.Zero, AiApiUrl = new("http://127.0.0.1:9/") };
        File.WriteAllText(folder.File(FirstStart.ExtensionsFile), """{"ramais":[]}""");
        await using var server = await RamaisServer.StartAsync(settings, static (services, read) =>
        {
            services.AddCalls(read);
            services.AddLogging(logging => logging.ClearProviders());
        }, TestContext.Current.CancellationToken);

        var speech = server.Services.GetRequiredService<SpeechMetrics>();
        speech.Recognised("vosk", TimeSpan.FromSeconds(0.4));
        speech.RecognitionFailed("openai", ProviderFailure.Timeout);
        speech.Spoken("azure", TimeSpan.FromSeconds(0.2));
        server.Services.GetRequiredService<AiMetrics>().Failed("ai_service", ProviderFailure.Shape);

        using var http = new HttpClient();
        var told = await http.GetStringAsync(new Uri(server.ApiAddress, "metrics"), TestContext.Current.CancellationToken);
        Assert.All(
            [
                "ramais_recognition_duration_seconds_sum{provider=\"vosk\"} 0.4", "ramais_recognition_failures_total{provider=\"openai\",reason=\"timeout\"} 1",
                "ramais_synthesis_duration_seconds_sum{provider=\"azure\"} 0.2", "ramais_understanding_failures_total{provider=\"ai_service\",reason=\"shape\"} 1",
            ],
            line => Assert.Contains(line, told, StringComparison.Ordinal));
    }
}
