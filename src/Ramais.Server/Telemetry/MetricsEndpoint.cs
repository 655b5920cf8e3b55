using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using Ramais.Access;
using Ramais.Calls;
using Ramais.Extensions;
using Ramais.History;
using Ramais.Listeners;
using Ramais.Recording;
using Ramais.Telemetry;
using Ramais.Voice;

namespace Ramais.Server.Telemetry;

/// <summary>GET /metrics: the instruments of the product and of the runtime as Prometheus reads them. Only counts, so it asks for no key.</summary>
internal static class MetricsEndpoint
{
    private const string MeterName = "Ramais";
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>Series that one instrument may have: those by extension are as many as extensions times states of a call.</summary>
    private const int MostSeries = 20_000;

    /// <summary>What any other instrument may have. Their places are held in advance: at the library's 2,000 they are most of an idle server's heap.</summary>
    private const int FewSeries = 100;

    public static IServiceCollection AddMetricsEndpoint(this IServiceCollection services)
    {
        services.AddSingleton(_ => new Meter(MeterName));
        services.AddSingleton<CallInstruments>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(MeterName, RuntimeMeter)
            .AddPrometheusExporter(prometheus =>
            {
                prometheus.ScopeInfoEnabled = false;
                prometheus.ScrapeResponseCacheDurationMilliseconds = 0; // a scrape tells the present, also to whoever asks twice
            }));
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) => metrics.AddView(OwnMeter(provider.GetRequiredService<Meter>())));
        return services;
    }

    public static void MapMetrics(this WebApplication app)
    {
        var services = app.Services;
        var meter = services.GetRequiredService<Meter>();
        ExtensionMetrics.Register(
            meter, services.GetRequiredService<LiveListeners>(), services.GetRequiredService<Reloader>(), services.GetRequiredService<PbxGuard>(),
            services.GetRequiredService<TimeProvider>());
        if (services.GetService<CallRegistry>() is { } calls)
            CallMetrics.Register(meter, calls);
        if (services.GetService<DecisionOutbox>() is { } outbox)
            DecisionMetrics.Register(meter, outbox);
        if (services.GetService<CallArchive>() is { } archive)
            HistoryMetrics.Register(meter, archive);
        if (services.GetService<IPacer>() is IMeasuredPacer pacer)
            CallMetrics.Register(meter, () => pacer.Statistics);
        if (services.GetService<CallRecorder>() is { } recorder)
            RecordingMetrics.Register(meter, recorder);
        services.GetService<Admission>()?.Register(meter);
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    /// <summary>Meters are heard by name across the process; another server in it has one of the same name.</summary>
    private static Func<Instrument, MetricStreamConfiguration?> OwnMeter(Meter own) => instrument =>
        instrument.Meter.Name == MeterName && instrument.Meter != own ? MetricStreamConfiguration.Drop : new() { CardinalityLimit = SeriesOf(instrument) };

    private static int SeriesOf(Instrument instrument) =>
        instrument.Name is CallMetrics.CallsByExtension or CallMetrics.LegsOfExtension ? MostSeries : FewSeries;
}
