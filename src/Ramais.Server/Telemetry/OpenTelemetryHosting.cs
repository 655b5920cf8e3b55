using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Resources;
using Ramais.Server.Settings;
using Ramais.Telemetry;

namespace Ramais.Server.Telemetry;

/// <summary>
/// Traces, metrics and logs to a collector, where <see cref="TelemetrySettings.Endpoint"/> names one. Everything else of it is said by
/// OpenTelemetry's own variables.
/// </summary>
internal static class OpenTelemetryHosting
{
    public static void AddOpenTelemetry(this WebApplicationBuilder builder, TelemetrySettings settings)
    {
        // OpenTelemetry reads its variables from the configuration, which knows neither the environment nor .env.
        builder.Configuration.AddInMemoryCollection(settings.OpenTelemetry!);
        builder.Services.AddSingleton(_ => new ActivitySource(TraceWriter.SourceName)).AddSingleton<TraceWriter>();
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService("ramais", autoGenerateServiceInstanceId: false)
            .AddEnvironmentVariableDetector()); // behind it, so that OTEL_SERVICE_NAME wins
        if (!settings.Exports)
            return;
        telemetry
            .WithTracing(traces => traces.AddSource(TraceWriter.SourceName))
            .WithLogging(configureBuilder: null, logs => (logs.IncludeScopes, logs.IncludeFormattedMessage) = (true, true))
            .UseOtlpExporter();
    }
}
