using Ramais.Server.Settings;

namespace Ramais.Server.Tests.Settings;

public sealed class ClickToCallSettingsTests
{
    private static readonly (string, string)[] Ari = [("CLICK_TO_CALL", "ari"), ("ARI_USER", "u"), ("ARI_PASSWORD", "senha-4711"), ("ARI_TRUNK", "aurora")];

    [Fact]
    public void Every_setting_is_read()
    {
        var settings = Read([
            ("CLICK_TO_CALL", "amqp, ARI,http"), ("CLICK_TO_CALL_SECONDS", "2.5"), ("RING_MODE", "juntos"), ("AMQP_HOST", "fila.local"), ("AMQP_PORT", "5671"),
            ("AMQP_VHOST", "voip"), ("AMQP_USER", "u"), ("AMQP_PASSWORD", "p"), ("AMQP_TLS", "true"), ("AMQP_DECLARE", "false"), ("AMQP_QUEUE", "q"),
            ("AMQP_LICENSE", "l"), ("ARI_URL", "https://pbx/ari"), ("ARI_USER", "a"), ("ARI_PASSWORD", "s"), ("ARI_TRUNK", "15=aurora"), ("ARI_CONTEXT", "volta"),
            ("ARI_CALLER_ID", "Gate <1>"), ("CLICK_TO_CALL_URL", "https://gw/x"), ("CLICK_TO_CALL_SECRET", "k")]).Settings!;
        Assert.Equal(new AmqpSettings("fila.local", 5671, "voip", "u", new("p"), Tls: true, Declare: false), settings.Amqp);
        Assert.Equal(["amqp", "ari", "http"], settings.ClickToCall.Order);
        Assert.Equal((2.5, "q", "l", true), (settings.ClickToCall.Limit.TotalSeconds, settings.ClickToCall.Queue, settings.ClickToCall.License, settings.RingTogether));
        Assert.Equal(new GatewaySettings(new("https://gw/x"), new("k")), settings.ClickToCall.Gateway);
        var ari = settings.ClickToCall.Ari!;
        Assert.Equal(("https://pbx/ari", "a", "volta", "Gate <1>"), (ari.Url.ToString(), ari.User, ari.Context, ari.CallerId));
        Assert.Equal(("aurora", null), (ari.Trunk!.For(15), ari.Trunk.For(16)));
    }

    [Theory]
    [InlineData("CLICK_TO_CALL", "pombo")]
    [InlineData("CLICK_TO_CALL", "ari,ari")]
    [InlineData("CLICK_TO_CALL", "ari,none")]
    [InlineData("CLICK_TO_CALL_SECONDS", "0")]
    [InlineData("RING_MODE", "ambos")]
    [InlineData("AMQP_PORT", "x")]
    [InlineData("AMQP_TLS", "x")]
    [InlineData("ARI_URL", "pbx")]
    [InlineData("ARI_ENDPOINT", "PJSIP/501")]
    [InlineData("ARI_ENDPOINT", "PJSIP/{number}&PJSIP/190")]
    [InlineData("ARI_ENDPOINT", "15=PJSIP/{number},15=SIP/{number}")]
    [InlineData("ARI_TRUNK", "a b")]
    [InlineData("ARI_CONTEXT", "a,b")]
    public void A_wrong_value_is_one_line(string name, string value)
    {
        var fault = Assert.Single(Read([.. Ari.Where(setting => setting.Item1 != name), (name, value)]).Faults);
        Assert.StartsWith($"{name}=\"{value}\": espera-se ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amqp", "AMQP_HOST")]
    [InlineData("ari", "ARI_TRUNK ARI_USER ARI_PASSWORD")]
    [InlineData("http", "CLICK_TO_CALL_URL CLICK_TO_CALL_SECRET")]
    public void What_a_transport_needs_is_asked_for_when_it_is_in_the_order(string transport, string needed)
    {
        Assert.Equal(needed.Split(' '), Read([("CLICK_TO_CALL", transport)]).Faults.Select(fault => fault.Split('=')[0]));
        Assert.Empty(Read([("CLICK_TO_CALL", "none")]).Faults);
    }

    [Fact]
    public void No_secret_is_shown() => Assert.DoesNotContain("4711", $"{Read(Ari).Settings}", StringComparison.Ordinal);

    private static SettingsResult Read((string Name, string Value)[] values) => SettingsReader.Read(values.ToDictionary(v => v.Name, v => v.Value));
}
