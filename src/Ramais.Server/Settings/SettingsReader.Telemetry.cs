using System.Collections.Immutable;

namespace Ramais.Server.Settings;

/// <summary>Logs, metrics and traces.</summary>
internal sealed partial class SettingsReader
{
    private TelemetrySettings ReadTelemetry()
    {
        Value<Uri?>(TelemetrySettings.Endpoint, null, Url, "um endereço http:// ou https:// do coletor OpenTelemetry, como http://localhost:4317");
        return new()
        {
            LogFormat = Struct("LOG_FORMAT", LogFormat.Text, Format, "texto ou json"),
            LogLevel = Struct("LOG_LEVEL", LogLevel.Information, Level, "trace, debug, information, warning, error ou critical"),
            OpenTelemetry = _values
                .Where(variable => variable.Key.StartsWith("OTEL_", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(variable.Value))
                .ToImmutableDictionary(),
        };
    }

    private static LogFormat? Format(string text) => text.ToUpperInvariant() switch { "TEXTO" or "TEXT" => LogFormat.Text, "JSON" => LogFormat.Json, _ => null };

    private static LogLevel? Level(string text) => text.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFORMATION" or "INFO" => LogLevel.Information,
        "WARNING" or "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" => LogLevel.Critical,
        _ => null,
    };
}
