using System.Collections.Immutable;

namespace Ramais.Server.Settings;

/// <summary>What the server tells about itself, and to whom.</summary>
internal sealed record TelemetrySettings
{
    /// <summary>The standard variable that names a collector; without it, nothing is sent anywhere.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    /// <summary>The least that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>The <c>OTEL_*</c> variables as they stand: their meaning is OpenTelemetry's.</summary>
    public ImmutableDictionary<string, string> OpenTelemetry { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Traces, metrics and logs go to a collector.</summary>
    public bool Exports => OpenTelemetry.ContainsKey(Endpoint);
}

internal enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object a line, for whoever collects logs.</summary>
    Json,
}
