using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ramais.Listeners;

namespace Ramais.Server.Settings;

/// <summary>Makes settings of names and values. Pure; collects every fault instead of stopping at the first.</summary>
internal sealed partial class SettingsReader
{
    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly ImmutableArray<string>.Builder _faults = ImmutableArray.CreateBuilder<string>();

    private SettingsReader(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <param name="values">A blank value counts as unset.</param>
    public static SettingsResult Read(IReadOnlyDictionary<string, string> values)
    {
        var reader = new SettingsReader(values);
        var settings = reader.ReadAll();
        return new SettingsResult(reader._faults.Count == 0 ? settings : null, reader._faults.ToImmutable());
    }

    private RamaisSettings ReadAll()
    {
        var defaults = new RamaisSettings();
        var refreshes = Flag("AUTO_REFRESH", false);
        var interval = Seconds("AUTO_REFRESH_SECONDS", TimeSpan.FromSeconds(30), 1, 86400);
        var (clickToCall, access) = (ReadClickToCall(), ReadAccess());
        var settings = new RamaisSettings
        {
            Database = ReadDatabase(),
            ApiHost = Value("API_HOST", defaults.ApiHost, Host, "um endereço IP desta máquina ou localhost"),
            ApiPort = Whole("API_PORT", defaults.ApiPort, 0, 65535),
            ApiKey = Secret("API_KEY"),
            Dashboard = ReadDashboard(),
            AutoRefresh = refreshes ? interval : null,
            SilenceThreshold = Seconds("SILENCE_THRESHOLD_SECONDS", defaults.SilenceThreshold, 0.3, 10),
            DataDir = Text("DATA_DIR") ?? defaults.DataDir,
            PbxAllow = Value("PBX_ALLOW", defaults.PbxAllow, v => PbxAllowList.TryParse(v, out _), "redes CIDR separadas por vírgula, como 10.0.0.0/8,fd00::/8"),
            PortAlternatives = Struct("PORT_ALTERNATIVES", defaults.PortAlternatives, PortRange.TryParse, "uma faixa de portas, como 9000-9999"),
            MediaTransport = Struct("MEDIA_TRANSPORT", defaults.MediaTransport, Transport, "epoll ou sockets"),
            MediaLoops = Text("MEDIA_LOOPS") is null ? null : Whole("MEDIA_LOOPS", 1, 1, 256),
            AiApiUrl = Value<Uri?>("AI_API_URL", null, Url, "um endereço http:// ou https://"),
            ChatModel = ReadChatModel(),
            RingTime = Seconds("RING_SECONDS", defaults.RingTime, 5, 120),
            RingAttempts = Whole("RING_ATTEMPTS", defaults.RingAttempts, 1, 10),
            RingTogether = Struct("RING_MODE", false, RingMode, "ordem ou juntos"),
            ClickToCall = clickToCall,
            Access = access,
            Consent = ReadConsent(),
            DoNotDisturb = ReadDoNotDisturb(),
            RingLimitPerHour = ReadRingLimit(),
            Amqp = ReadAmqp(clickToCall, access),
            Recognition = ReadRecognition(),
            Synthesis = ReadSynthesis(),
            ShutdownLimit = Seconds("SHUTDOWN_SECONDS", defaults.ShutdownLimit, 0, 3600),
            VoiceDetection = Extensions("VAD_EXTENSIONS", Struct("VAD", VoiceDetection.Silero, Detection, "silero ou energia"), Detection, "silero ou energia"),
            HalfDuplex = Extensions("HALF_DUPLEX_EXTENSIONS", Flag("HALF_DUPLEX", false), Switch, "true ou false"),
            Retention = ReadRetention(),
            AuditKey = Secret("AUDIT_KEY"),
            Recording = Extensions("RECORDING_EXTENSIONS", Flag("RECORDING", false), Switch, "true ou false"),
            Telemetry = ReadTelemetry(),
            AllowEmptyExtensions = Flag("ALLOW_EMPTY_EXTENSIONS", false),
        };
        if (settings.ApiKey is null && !IPAddress.IsLoopback(settings.ApiHost) && !_faults.Any(f => f.StartsWith("API_KEY=", StringComparison.Ordinal)))
            _faults.Add($"API_HOST=\"{settings.ApiHost}\": a API fora da própria máquina exige uma chave; defina API_KEY ou use API_HOST=127.0.0.1.");
        return settings;
    }

    private DatabaseSettings? ReadDatabase()
    {
        var port = Whole("DB_PORT", 5432, 1, 65535);
        var password = Secret("DB_PASSWORD");
        return Text("DB_HOST") is { } host
            ? new DatabaseSettings(host, port, Text("DB_NAME") ?? "postgres", Text("DB_USER"), password)
            : null;
    }

    private ChatModelSettings? ReadChatModel()
    {
        var faults = _faults.Count;
        var url = Value<Uri?>("AI_MODEL_URL", null, Url, "um endereço http:// ou https://");
        var (model, key) = (Text("AI_MODEL"), Secret("AI_MODEL_KEY"));
        if (_faults.Count == faults && (url is null) != (model is null))
            _faults.Add($"{(url is null ? "AI_MODEL_URL" : "AI_MODEL")}=\"\": espera-se o endereço do modelo em AI_MODEL_URL e o seu nome em AI_MODEL, os dois ou nenhum.");
        return url is not null && model is not null ? new(url, model, key) : null;
    }

    private string? Text(string name) => _values.GetValueOrDefault(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private T Value<T>(string name, T fallback, Func<string, T?> parse, string expected)
        where T : class?
    {
        if (Text(name) is not { } text)
            return fallback;
        if (parse(text) is { } value)
            return value;
        _faults.Add($"{name}=\"{text}\": espera-se {expected}.");
        return fallback;
    }

    private T Struct<T>(string name, T fallback, Func<string, T?> parse, string expected)
        where T : struct
    {
        var read = Value<object?>(name, fallback, text => parse(text), expected);
        return (T)read!;
    }

    private bool Flag(string name, bool fallback) => Struct(name, fallback, Switch, "true ou false");

    private int Whole(string name, int fallback, int least, int most) => Struct(
        name,
        fallback,
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most ? n : (int?)null,
        $"um número inteiro de {least} a {most}");

    private TimeSpan Seconds(string name, TimeSpan fallback, double least, double most) => Struct(
        name,
        fallback,
        text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var s) && s >= least && s <= most
            ? TimeSpan.FromSeconds(s)
            : (TimeSpan?)null,
        string.Create(CultureInfo.InvariantCulture, $"um número de segundos de {least} a {most}, com ponto decimal"));

    /// <summary>A secret that can't travel in an HTTP header or a connection string is refused without being shown.</summary>
    private Secret? Secret(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (!text.Any(char.IsControl) && (!name.EndsWith("_KEY", StringComparison.Ordinal) || text.All(c => c is > ' ' and <= '~')))
            return new Secret(text);
        _faults.Add($"{name}=\"***\": espera-se um texto de letras, algarismos e sinais ASCII, sem espaços.");
        return null;
    }

    private static bool? Switch(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" or "SIM" => true,
        "FALSE" or "0" or "NO" or "OFF" or "NAO" or "NÃO" => false,
        _ => null,
    };

    private static bool? RingMode(string text) => text.ToUpperInvariant() switch { "ORDEM" => false, "JUNTOS" => true, _ => null };

    private static MediaTransport? Transport(string text) => text.ToUpperInvariant() switch
    {
        "EPOLL" => MediaTransport.Epoll,
        "SOCKETS" => MediaTransport.Sockets,
        _ => null,
    };

    private static VoiceDetection? Detection(string text) => text.ToUpperInvariant() switch
    {
        "SILERO" => VoiceDetection.Silero,
        "ENERGIA" => VoiceDetection.Energy,
        _ => null,
    };

    private static IPAddress? Host(string text) =>
        text.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.TryParse(text, out var address) ? address : null;

    private static Uri? Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) ? url : null;
}

/// <param name="Settings">Null when there are faults.</param>
/// <param name="Faults">One line each, in Portuguese: name, value (masked for secrets), what is expected.</param>
internal sealed record SettingsResult(RamaisSettings? Settings, ImmutableArray<string> Faults);
