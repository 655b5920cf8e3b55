using Ramais.ClickToCall;
using Ramais.Server.Amqp;
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
        "amqp" => await QueueAsync(settings.Amqp!, settings.ClickToCall.Queue, cancellation),
        "ari" => await AsteriskAsync(settings, cancellation),
        "http" => Finding.Good(Subject(transport), $"{settings.ClickToCall.Gateway!.Url.Host}; só um toque de verdade o experimenta"),
        _ => Finding.Warning(Subject(transport), "ninguém toca o telefone do morador", "defina CLICK_TO_CALL, ou ligue o morador por outro meio"),
    };

    /// <summary>The broker, the login, the queue and whether anybody takes from it.</summary>
    public static async Task<Finding> QueueAsync(AmqpSettings settings, string queue, CancellationToken cancellation)
    {
        var subject = Subject("amqp");
        try
        {
            await using var link = await AmqpLink.OpenAsync(settings, cancellation);
            return await AmqpQueues.FindAsync(link, queue, cancellation) switch
            {
                null when settings.Declare => Finding.Warning(subject, $"a fila {queue} ainda não existe; ./ramais serve a cria", "inicie o programa que a consome"),
                null => Finding.Missing(subject, $"a fila {queue} não existe", "inicie o programa que a consome, ou tire AMQP_DECLARE=false"),
                { ConsumerCount: 0 } => Finding.Warning(subject, $"ninguém consome a fila {queue}", "inicie o programa da central que a consome"),
                var found => Finding.Good(subject, $"fila {queue} em {settings.Host}:{settings.Port}, consumidores: {found.ConsumerCount}"),
            };
        }
#pragma warning disable CA1031 // the client's failures have no common type; each is a finding
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return Split(FindingLevel.Missing, subject, AmqpFault.Describe(settings, failure));
        }
    }

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
            return Split(FindingLevel.Missing, Subject("ari"), failure.Message["ari: ".Length..]);
        }
    }

    private static string Subject(string transport) => $"click-to-call {transport}";

    /// <summary>The messages of the transports end in their cure.</summary>
    private static Finding Split(FindingLevel level, string subject, string message)
    {
        var cure = message.LastIndexOf("; ", StringComparison.Ordinal);
        return cure < 0 ? new(level, subject, message) : new(level, subject, message[..cure], message[(cure + 2)..]);
    }
}
