using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Console;
using Ramais.Server.Settings;

namespace Ramais.Server.Telemetry;

/// <summary>How the server logs: to the console, with the call, extension, port and condominium of a call's line as its scope.</summary>
internal static class LogHosting
{
    public static void AddLog(this ILoggingBuilder logging, TelemetrySettings settings)
    {
        logging.SetMinimumLevel(settings.LogLevel).AddFilter("Microsoft", Later(settings.LogLevel, LogLevel.Warning));
        if (settings.LogFormat == LogFormat.Json)
            logging.AddJsonConsole(Configure);
        else
            logging.AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, true));
    }

    private static void Configure(JsonConsoleFormatterOptions console)
    {
        console.IncludeScopes = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = CultureInfo.InvariantCulture.DateTimeFormat.SortableDateTimePattern + ".fff'Z'";
        console.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // no page shows it, and people read "condomínio"
    }

    private static LogLevel Later(LogLevel one, LogLevel other) => one > other ? one : other;
}
