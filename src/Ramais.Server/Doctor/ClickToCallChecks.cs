using Ramais.ClickToCall;
using Ramais.Server.ClickToCall;
using Ramais.Server.Settings;

namespace Ramais.Server.Doctor;

/// <summary>Whether the configured transports can be reached. Nothing is rung and nothing is created.</summary>
internal static class ClickToCallChecks
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(RamaisSettings settings, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var transport in settings.ClickToCall.Order)
            findings.Add(await CheckAsync(transport, settings, cancellation));
        return findings;
    }

    private static async Task<Finding> CheckAsync(string transport, RamaisSettings settings, CancellationToken cancellation) => transport switch
    {
        "amqp" => await QueueCheck.RunAsync(Subject(transport), settings.Amqp!, settings.ClickToCall.Queue, "o programa da central", cancellation),
        "ari" => await AsteriskAsync(settings, cancellation),
        "http" => await ReceiverCheck.RunAsync(Subject(transport), settings.ClickToCall.Gateway!.Url, "CLICK_TO_CALL_URL", TimeProvider.System, cancellation),
        _ => Finding.Warning(Subject(transport), "ninguém toca o telefone do morador", "defina CLICK_TO_CALL, ou ligue o morador por outro meio"),
    };

    private static async Task<Finding> AsteriskAsync(RamaisSettings settings, CancellationToken cancellation)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        services.AddAri(settings);
        await using var provider = services.BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<AriClickToCall>().PingAsync(cancellation);
            return Finding.Good(Subject("ari"), $"o Asterisk responde em {settings.ClickToCall.Ari!.Url}");
        }
        catch (ClickToCallException failure)
        {
            return Finding.Split(FindingLevel.Missing, Subject("ari"), failure.Message["ari: ".Length..]);
        }
    }

    private static string Subject(string transport) => $"click-to-call {transport}";
}
