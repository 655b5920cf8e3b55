using System.Net;
using Ramais.Listeners;
using Ramais.Server.Settings;
using Ramais.Testing;

namespace Ramais.Server.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Nothing_set_gives_the_defaults_of_the_contract()
    {
        var settings = Read().Settings!;
        Assert.Equal(new RamaisSettings(), settings);
        Assert.Equal((IPAddress.Loopback, 8082, "data", 0), (settings.ApiHost, settings.ApiPort, settings.DataDir, settings.Recognition.Recognisers.Length));
        Assert.Equal((1.5, 25, 30), (settings.SilenceThreshold.TotalSeconds, settings.RingTime.TotalSeconds, settings.ShutdownLimit.TotalSeconds));
        Assert.Equal((new PortRange(9000, 9999), 2), (settings.PortAlternatives, settings.RingAttempts));
        Assert.Null(settings.AutoRefresh);
        Assert.Null(settings.Database);
        Assert.False(settings.AllowEmptyExtensions);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var settings = Read(
            ("DB_HOST", "db.local"), ("DB_PORT", "5433"), ("DB_NAME", "portaria"), ("DB_USER", "ramais"), ("DB_PASSWORD", "p"),
            ("API_HOST", "0.0.0.0"), ("API_PORT", "0"), ("API_KEY", "k"), ("AUTO_REFRESH", "true"), ("AUTO_REFRESH_SECONDS", "10"),
            ("SILENCE_THRESHOLD_SECONDS", "0.8"), ("DATA_DIR", " /srv/ramais "), ("PBX_ALLOW", "10.1.0.0/16"), ("PORT_ALTERNATIVES", "7000-7001"),
            ("AI_API_URL", "http://localhost:8000/messages"),
            ("AI_MODEL_URL", "https://modelo.local/v1"), ("AI_MODEL", "pequeno"), ("AI_MODEL_KEY", "sk-1"), ("RING_SECONDS", "20"), ("RING_ATTEMPTS", "3"), ("STT", "none"),
            ("SHUTDOWN_SECONDS", "5"), ("ALLOW_EMPTY_EXTENSIONS", "1")).Settings!;
        Assert.Equal(new DatabaseSettings("db.local", 5433, "portaria", "ramais", new Secret("p")), settings.Database);
        Assert.Equal((IPAddress.Any, 0, new Secret("k")), (settings.ApiHost, settings.ApiPort, settings.ApiKey));
        Assert.Equal((10, 0.8), (settings.AutoRefresh!.Value.TotalSeconds, settings.SilenceThreshold.TotalSeconds));
        Assert.Equal(("/srv/ramais", new PortRange(7000, 7001)), (settings.DataDir, settings.PortAlternatives));
        Assert.Equal(IPNetwork.Parse("10.1.0.0/16"), Assert.Single(settings.PbxAllow.Networks));
        Assert.Equal(new Uri("http://localhost:8000/messages"), settings.AiApiUrl);
        Assert.Equal(new ChatModelSettings(new Uri("https://modelo.local/v1"), "pequeno", new Secret("sk-1")), settings.ChatModel);
        Assert.Equal((20, 3, 5), (settings.RingTime.TotalSeconds, settings.RingAttempts, settings.ShutdownLimit.TotalSeconds));
        Assert.True(settings.AllowEmptyExtensions);
    }

    [Theory]
    [InlineData("API_PORT", "oitenta")]
    [InlineData("API_PORT", "65536")]
    [InlineData("API_HOST", "portaria")]
    [InlineData("DB_PORT", "0")]
    [InlineData("AUTO_REFRESH", "talvez")]
    [InlineData("AUTO_REFRESH_SECONDS", "0")]
    [InlineData("SILENCE_THRESHOLD_SECONDS", "1,5")]
    [InlineData("SILENCE_THRESHOLD_SECONDS", "NaN")]
    [InlineData("PBX_ALLOW", "10.0.0.0/99")]
    [InlineData("PORT_ALTERNATIVES", "9999-9000")]
    [InlineData("AI_API_URL", "file:///etc/passwd")]
    [InlineData("AI_MODEL_URL", "modelo.local")]
    [InlineData("RING_SECONDS", "-1")]
    [InlineData("RING_ATTEMPTS", "0")]
    [InlineData("STT", "magia")]
    [InlineData("SHUTDOWN_SECONDS", "x")]
    [InlineData("RECORDING", "talvez")]
    [InlineData("RECORDING_EXTENSIONS", "2018519")]
    [InlineData("LOG_FORMAT", "xml")]
    [InlineData("LOG_LEVEL", "alto")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "coletor:4317")]
    [InlineData("ALLOW_EMPTY_EXTENSIONS", "2")]
    public void A_wrong_value_is_one_line_with_name_value_and_what_is_expected(string name, string value)
    {
        var result = Read((name, value));
        Assert.Null(result.Settings);
        var fault = Assert.Single(result.Faults);
        Assert.StartsWith($"{name}=\"{value}\": espera-se ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault);
    }

    [Theory]
    [InlineData("AI_MODEL", "AI_MODEL_URL")]
    [InlineData("AI_MODEL_URL", "AI_MODEL")]
    public void A_model_needs_both_its_address_and_its_name(string set, string missing) =>
        Assert.StartsWith($"{missing}=\"\": espera-se ", Assert.Single(Read((set, "http://modelo.local/v1")).Faults), StringComparison.Ordinal);

    [Fact]
    public void A_key_that_no_header_can_carry_is_refused_and_not_shown() =>
        Assert.StartsWith("AI_MODEL_KEY=\"***\": espera-se ", Assert.Single(Read(("AI_MODEL_KEY", "chave com espaço")).Faults), StringComparison.Ordinal);

    [Fact]
    public void All_faults_are_collected() => Assert.Equal(3, Read(("API_PORT", "x"), ("STT", "x"), ("PBX_ALLOW", "x")).Faults.Length);

    [Fact]
    public void Beyond_loopback_the_api_needs_a_key_and_the_fault_says_so()
    {
        Assert.Contains("defina API_KEY", Assert.Single(Read(("API_HOST", "0.0.0.0")).Faults), StringComparison.Ordinal);
        Assert.Empty(Read(("API_HOST", "127.0.0.2")).Faults);
        Assert.Empty(Read(("API_HOST", "::1")).Faults);
        Assert.Empty(Read(("API_HOST", "localhost")).Faults);
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        var fault = Assert.Single(Read(("API_KEY", "chavé secreta")).Faults);
        Assert.StartsWith("API_KEY=\"***\": ", fault, StringComparison.Ordinal);
        var settings = Read(("API_KEY", "k-123"), ("DB_HOST", "h"), ("DB_PASSWORD", "p-456")).Settings!;
        Assert.DoesNotContain("123", settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("456", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_wins_over_the_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("x.env"), "# portaria\nRING_ATTEMPTS=7\nDATA_DIR=\"pasta com espaço\"\n");
        Environment.SetEnvironmentVariable("RING_ATTEMPTS", "4");
        try
        {
            var settings = SettingsLoader.Load(folder.File("x.env")).Settings!;
            Assert.Equal((4, "pasta com espaço"), (settings.RingAttempts, settings.DataDir));
        }
        finally
        {
            Environment.SetEnvironmentVariable("RING_ATTEMPTS", null);
        }
    }

    [Fact]
    public void A_named_file_that_is_missing_is_a_fault() =>
        Assert.StartsWith("--env-file=\"/nowhere/x.env\"", Assert.Single(SettingsLoader.Load("/nowhere/x.env").Faults), StringComparison.Ordinal);

    private static SettingsResult Read(params (string Name, string Value)[] values) =>
        SettingsReader.Read(values.ToDictionary(v => v.Name, v => v.Value));
}
