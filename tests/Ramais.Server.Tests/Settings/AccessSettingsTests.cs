using Ramais.Conversation;
using Ramais.Directory;
using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Settings;

public sealed class AccessSettingsTests
{
    [Fact]
    public void Every_setting_is_read()
    {
        var settings = Read([
            ("ACCESS_SINKS", "amqp, Webhook,postgres"), ("ACCESS_QUEUE", "q"), ("ACCESS_WEBHOOK_URL", "https://acesso.local/decisoes"), ("ACCESS_WEBHOOK_SECRET", "k"),
            ("AMQP_HOST", "fila.local"), ("DB_HOST", "banco.local"), ("CONSENT", "both"), ("CONSENT_EXTENSIONS", "2018521=key"), ("DO_NOT_DISTURB", "22:00-07:00"), ("RING_LIMIT_PER_HOUR", "7")]).Settings!;
        Assert.Equal(["amqp", "webhook", "postgres"], settings.Access.Sinks);
        Assert.Equal(("q", new WebhookSettings(new("https://acesso.local/decisoes"), new("k"))), (settings.Access.Queue, settings.Access.Webhook));
        Assert.Equal("fila.local", settings.Amqp!.Host);
        Assert.Equal((ConsentPolicy.Key, ConsentPolicy.Both), (settings.Consent.For("2018521"), settings.Consent.For("2018519")));
        Assert.Equal((ConsentPolicy.Both, new QuietHours(new(22, 0), new(7, 0)), 7), (settings.Consent.Usual, settings.DoNotDisturb, settings.RingLimitPerHour));
    }

    [Fact]
    public void The_defaults_need_nothing()
    {
        var settings = Read([]).Settings!;
        Assert.Empty(settings.Access.Sinks);
        Assert.False(settings.Access.SharedOutbox);
        Assert.Equal((ConsentPolicy.Voice, QuietHours.Never, 20), (settings.Consent.Usual, settings.DoNotDisturb, settings.RingLimitPerHour));
        Assert.Equal(new AccessSettings(), Read([("ACCESS_SINKS", "none")]).Settings!.Access);
    }

    [Theory]
    [InlineData("ACCESS_SINKS", "pombo")]
    [InlineData("ACCESS_SINKS", "webhook,webhook")]
    [InlineData("ACCESS_SINKS", "none,amqp")]
    [InlineData("ACCESS_OUTBOX", "nuvem")]
    [InlineData("CONSENT", "gesto")]
    [InlineData("DO_NOT_DISTURB", "22h-7h")]
    [InlineData("RING_LIMIT_PER_HOUR", "0")]
    public void A_wrong_value_is_one_line(string name, string value) =>
        Assert.StartsWith($"{name}=\"{value}\": espera-se ", Assert.Single(Read([(name, value)]).Faults), StringComparison.Ordinal);

    [Theory]
    [InlineData("amqp", "AMQP_HOST")]
    [InlineData("postgres", "DB_HOST")]
    [InlineData("webhook", "ACCESS_WEBHOOK_URL", "ACCESS_WEBHOOK_SECRET")]
    public void What_a_sink_needs_is_asked_for(string sink, params string[] missing) =>
        Assert.Equal(missing, Read([("ACCESS_SINKS", sink)]).Faults.Select(fault => fault.Split('=')[0]));

    [Fact]
    public void A_shared_outbox_needs_the_database_and_says_so_once()
    {
        Assert.Equal(["DB_HOST=\"\": espera-se o endereço do PostgreSQL, porque ACCESS_OUTBOX é postgres."], Read([("ACCESS_OUTBOX", "postgres")]).Faults);
        Assert.Single(Read([("ACCESS_OUTBOX", "postgres"), ("ACCESS_SINKS", "postgres")]).Faults);
        Assert.True(Read([("ACCESS_OUTBOX", "Postgres"), ("DB_HOST", "banco.local")]).Settings!.Access.SharedOutbox);
        Assert.False(Read([("ACCESS_OUTBOX", "local"), ("DB_HOST", "banco.local")]).Settings!.Access.SharedOutbox);
    }

    private static SettingsResult Read((string Name, string Value)[] values) => SettingsReader.Read(values.ToDictionary(v => v.Name, v => v.Value));
}
