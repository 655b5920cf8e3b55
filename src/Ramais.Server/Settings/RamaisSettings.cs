using System.Net;
using Ramais.ClickToCall;
using Ramais.Conversation;
using Ramais.Directory;
using Ramais.History;
using Ramais.Listeners;

namespace Ramais.Server.Settings;

/// <summary>Everything that can be set, read once at start. See <see cref="SettingsReader"/> for the names.</summary>
internal sealed record RamaisSettings
{
    /// <summary>Null: the embedded store is used.</summary>
    public DatabaseSettings? Database { get; init; }

    public IPAddress ApiHost { get; init; } = IPAddress.Loopback;

    /// <summary>0 lets the system choose.</summary>
    public int ApiPort { get; init; } = 8082;

    /// <summary>Null only where <see cref="ApiHost"/> is loopback.</summary>
    public Secret? ApiKey { get; init; }

    public DashboardSettings Dashboard { get; init; } = new();

    /// <summary>Null: no polling.</summary>
    public TimeSpan? AutoRefresh { get; init; }

    /// <summary>The longest silence that can end an utterance.</summary>
    public TimeSpan SilenceThreshold { get; init; } = TimeSpan.FromSeconds(1.5);

    public string DataDir { get; init; } = "data";

    public PbxAllowList PbxAllow { get; init; } = PbxAllowList.Default;

    public PortRange PortAlternatives { get; init; } = new(9000, 9999);

    /// <summary>What carries the media ports on Linux.</summary>
    public MediaTransport MediaTransport { get; init; } = MediaTransport.Epoll;

    /// <summary>How many media loops; null: by the cores.</summary>
    public int? MediaLoops { get; init; }

    /// <summary>The conversation service; null: none.</summary>
    public Uri? AiApiUrl { get; init; }

    /// <summary>The chat model that is asked where the service has no answer; null: none.</summary>
    public ChatModelSettings? ChatModel { get; init; }

    /// <summary>How long one attempt to reach the resident rings.</summary>
    public TimeSpan RingTime { get; init; } = TimeSpan.FromSeconds(25);

    public int RingAttempts { get; init; } = 2;

    /// <summary>All numbers of an apartment ring at once.</summary>
    public bool RingTogether { get; init; }

    public ClickToCallSettings ClickToCall { get; init; } = new();

    public AccessSettings Access { get; init; } = new();

    /// <summary>What a resident's yes takes, where the condominium has no rule of its own; the rule of an extension comes before both.</summary>
    public PerExtension<ConsentPolicy> Consent { get; init; } = new(ConsentPolicy.Voice);

    /// <summary>When no resident is rung, where the condominium has no hours of its own.</summary>
    public QuietHours DoNotDisturb { get; init; } = QuietHours.Never;

    /// <summary>How often one apartment may be rung from one gate within an hour.</summary>
    public int RingLimitPerHour { get; init; } = RingRules.DefaultLimit;

    /// <summary>Null: nothing uses RabbitMQ.</summary>
    public AmqpSettings? Amqp { get; init; }

    /// <summary>What hears; without a recogniser, the keypad is left.</summary>
    public RecognitionSettings Recognition { get; init; } = new();

    /// <summary>What speaks.</summary>
    public SynthesisSettings Synthesis { get; init; } = new();

    public PerExtension<VoiceDetection> VoiceDetection { get; init; } = new(Settings.VoiceDetection.Silero);

    /// <summary>Nobody is listened to while we speak: for panels that cancel no echo.</summary>
    public PerExtension<bool> HalfDuplex { get; init; } = new(false);

    /// <summary>Calls are recorded, and both parties are told so.</summary>
    public PerExtension<bool> Recording { get; init; } = new(false);

    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>How long a stop waits for calls to end by themselves.</summary>
    public TimeSpan ShutdownLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long personal data are kept.</summary>
    public RetentionDays Retention { get; init; } = new();

    /// <summary>Seals the audit chain; null: hashes alone.</summary>
    public Secret? AuditKey { get; init; }

    /// <summary>True lets an empty list close every port.</summary>
    public bool AllowEmptyExtensions { get; init; }

    /// <summary>The path of a file of the data folder.</summary>
    public string DataFile(string name) => Path.Combine(DataDir, name);
}

internal enum MediaTransport
{
    /// <summary>The media loops: reading and pacing on threads of their own.</summary>
    Epoll,

    /// <summary>.NET's sockets and pacing threads, the only ones of other systems.</summary>
    Sockets,
}

/// <summary>The PostgreSQL that has the table <c>extension_ia</c>.</summary>
internal sealed record DatabaseSettings(string Host, int Port, string Name, string? User, Secret? Password);

/// <summary>An OpenAI-compatible chat model.</summary>
/// <param name="Url">Up to and with <c>/v1</c>.</param>
/// <param name="Model">Its name there.</param>
/// <param name="Key">Null where the server wants none.</param>
internal sealed record ChatModelSettings(Uri Url, string Model, Secret? Key);
